import { EVIDENCE_PATH, parseEvidence } from "../adapters/back-catalogue/mail/dkim.ts";
import { MESSAGE_PATH } from "../adapters/back-catalogue/mail/message.ts";
import { keyName, type SignatureCheck } from "../adapters/back-catalogue/mail/signature.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Reading } from "./compose.ts";
import type { Output } from "./output.ts";

/** What became of one DKIM signature of a reader's e-mail, checked with the key that was archived with the issue. */
export type SignatureTold = Pick<SignatureCheck, "domain" | "selector" | "outcome" | "reason">;

/**
 * The signatures of an e-mail that differs from an archived one, by the keys that stand archived beside that: nothing is
 * asked of the DNS. Undefined where it is no e-mail, or no keys are archived.
 *
 * @throws DKIM_EVIDENCE_INVALID | BLOCK_MISSING and those of the stores
 */
export async function signaturesTold(
  held: Uint8Array,
  { digest, path }: { readonly digest: Digest; readonly path: string },
  { stores }: Pick<Reading, "stores">,
): Promise<readonly SignatureTold[] | undefined> {
  if (path !== MESSAGE_PATH) return undefined;
  const manifest = await blockFromAny(stores, documentCid(digest), nodeSha256);
  if (manifest === undefined) return undefined;
  const { files } = decodeManifest(manifest.bytes, digest, nodeSha256);
  const file = files.find((one) => one.path === EVIDENCE_PATH);
  const block = file === undefined ? undefined : await blockFromAny(stores, file.cid, nodeSha256);
  if (block === undefined) return undefined;
  const keys = new Map(parseEvidence(block.bytes).signatures.map((key) => [keyName(key), [key.record]]));
  const { checkSignatures } = await import("../adapters/back-catalogue/mail/signature-mailauth.ts");
  const checks = await checkSignatures(held, async (name) => keys.get(name));
  return checks.map(({ domain, selector, outcome, reason }) => ({
    ...{ domain, selector, outcome },
    // The words of "no key" are of the DNS, which was not asked.
    ...(reason === undefined || outcome === "no key" ? {} : { reason }),
  }));
}

const SAYS: Readonly<Record<SignatureCheck["outcome"], string>> = {
  holds: "holds: its From line and its text are as signed, and what differs was not signed",
  "covers a part": "holds for a part: text may have been added at its end",
  "does not hold": "does not hold: what was signed has been changed",
  "no key": "no key of it is archived",
  "could not check": "could not be checked",
};

/** Under the words that differ. */
export function showSignatures(told: readonly SignatureTold[], output: Output): void {
  output.line("\n  Its signatures (DKIM), by the keys archived with the issue:");
  if (told.length === 0) output.line("    it has none any more");
  for (const { domain, selector, outcome, reason } of told) {
    const why = reason === undefined ? "" : ` (${reason})`;
    output.line(`    ${domain === "" ? "all" : `${domain} (${selector})`}: ${SAYS[outcome]}${why}`);
  }
}
