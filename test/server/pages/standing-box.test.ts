import { expect, test } from "vitest";
import { exampleArchive } from "../../support/example-archive.ts";
import { startVerifier } from "../../support/verifier.ts";

test("who is sent on to a later revision is told that it was retracted itself", async () => {
  const { archive, notes7, notes7corrected } = await exampleArchive();
  const verifier = await startVerifier(archive);
  try {
    const told = async () => (await fetch(`${verifier.url}/issues/${notes7}`)).text();
    expect(await told()).not.toContain("Of that later revision itself");
    const { publication } = (await archive.catalogued(notes7)) ?? expect.unreachable("it is there");
    archive.post(publication, notes7corrected, "retraction", "Both counts were made up.");
    const html = await told();
    expect(html).toContain("Both counts were made up.");
    expect(html.indexOf("Of that later revision itself")).toBeLessThan(html.indexOf("made up"));
  } finally {
    await verifier.stop();
  }
});
