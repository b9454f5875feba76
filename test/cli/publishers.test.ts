import { afterAll, expect, test } from "vitest";
import { answered, colophon, openWorkshop } from "../support/archive-fixture.ts";

/* Who may publish, listed and changed from the command line, on the embedded chain. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());
const archive = await workshop.archive("publishers");
const ACCOUNT = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
const at = (...words: readonly string[]) => ["publishers", ...words, "--archive", archive];

test("an account is granted and revoked, each once, and listed meanwhile", async () => {
  expect(await answered(at(), 0)).toMatchObject({ publication: "1", publishers: [] });
  expect(await answered(at("grant", ACCOUNT, "--dry-run"), 0)).toMatchObject({
    ...{ dryRun: true, already: false },
    cost: { gas: expect.stringMatching(/^\d+$/) as string, wei: expect.stringMatching(/^\d+$/) as string },
  });
  expect(await answered(at(), 0)).toMatchObject({ publishers: [] });
  expect(await answered(at("grant", ACCOUNT), 0)).toMatchObject({ status: "final", account: ACCOUNT });
  expect(await answered(at("grant", ACCOUNT), 0)).toMatchObject({ status: "already" });
  expect((await colophon(at())).stdout).toMatch(
    new RegExp(`^0x[0-9a-f]{40}  owner\\n${ACCOUNT}  publisher\\n$`),
  );
  expect(await answered(at("revoke", ACCOUNT), 0)).toMatchObject({ status: "final" });
  expect(await answered(at("list"), 0)).toMatchObject({ publishers: [] });
  expect(await answered(at("grant", "0x12"), 2)).toMatchObject({ error: { code: "ADDRESS_INVALID" } });
});
