import { afterAll, expect, test } from "vitest";
import { findArchive } from "../../src/cli/config.ts";
import { answered, colophon, openWorkshop, TITLE } from "../support/archive-fixture.ts";

/* The profile shown and said anew from the command line, on the embedded chain. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());
const archive = await workshop.archive("profile");
const at = (...words: readonly string[]) => ["profile", ...words, "--archive", archive];

test("what is asked for is changed, once, and all else is kept", async () => {
  const first = (await answered(at(), 0)) as { profile: string };
  expect(first).toMatchObject({ publication: "1", fields: { title: TITLE } });
  const words = ["--language", "en", "--domain", "letter.example"];
  expect(await answered(at(...words, "--dry-run"), 0)).toMatchObject({ dryRun: true, already: false });
  expect(await answered(at(), 0)).toEqual(first);
  expect(await answered(at(...words), 0)).toMatchObject({ status: "final" });
  expect(await answered(at(...words), 0)).toMatchObject({ status: "already" });
  expect(await answered(at("--domain", "", "--title", "The Pier Letter"), 0)).toMatchObject({
    fields: { title: "The Pier Letter", language: "en" },
  });
  const told = await colophon(at());
  expect(told.stdout).toMatch(/^ {2}title +The Pier Letter\n {2}language +en\n {2}digest +[0-9a-f]{64}\n$/);
  expect(findArchive(archive).config.publications).toMatchObject([{ id: "1", title: "The Pier Letter" }]);
  expect(await answered(at("--issn", "1234-5678"), 2)).toMatchObject({ error: { code: "PROFILE_INVALID" } });
});
