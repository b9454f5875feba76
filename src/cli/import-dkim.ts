import { Resolver } from "node:dns/promises";
import {
  archivedFirst,
  type ArchivedEvidence,
  type Dkim,
  dkim,
  EVIDENCE_PATH,
} from "../adapters/back-catalogue/mail/dkim.ts";
import { MESSAGE_PATH } from "../adapters/back-catalogue/mail/message.ts";
import type { TxtLookup } from "../adapters/back-catalogue/mail/signature.ts";
import { checkSignatures } from "../adapters/back-catalogue/mail/signature-mailauth.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import { documentCid } from "../core/cid.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { PublicationId } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Reading } from "./compose.ts";

const NONE = new Set(["ENOTFOUND", "ENODATA"]);
const DNS_MS = 5000;

/** Signatures verified with the keys that the DNS has now; each name is asked once in a run, also if nobody answers. */
export function dnsDkim(
  resolver: Pick<Resolver, "resolveTxt"> = new Resolver({ timeout: DNS_MS, tries: 2 }),
): Dkim {
  const asked = new Map<string, ReturnType<TxtLookup>>();
  return dkim(checkSignatures, (name) => {
    const answer = asked.get(name) ?? txt(name, resolver);
    asked.set(name, answer);
    return answer;
  });
}

/**
 * For a message that the publication holds already, the evidence that stands beside it; `asking` is for the others: the
 * DNS, or nobody.
 */
export function dkimOf(
  publication: PublicationId,
  open: () => Promise<ArchiveParts>,
  asking: Dkim = dnsDkim(),
): Dkim {
  return archivedFirst(asking, checkSignatures, archivedEvidence(publication, open));
}

type ArchiveParts = Pick<Reading, "catalogue" | "stores">;

/** Out of the first revision of the issue that holds the message: an import makes first revisions. */
export function archivedEvidence(
  publication: PublicationId,
  open: () => Promise<ArchiveParts>,
): ArchivedEvidence {
  return async (message) => {
    const { catalogue, stores } = await open();
    const found = (await catalogue.files(message)).find(
      (one) => one.publication === publication && one.path === MESSAGE_PATH && one.revision === 1,
    );
    if (found === undefined) return undefined;
    const manifest = await blockFromAny(stores, documentCid(found.manifest), nodeSha256);
    if (manifest === undefined) return undefined;
    const { files } = decodeManifest(manifest.bytes, found.manifest, nodeSha256);
    const file = files.find(({ path }) => path === EVIDENCE_PATH);
    if (file === undefined) return {};
    const block = await blockFromAny(stores, file.cid, nodeSha256);
    return block === undefined ? undefined : { evidence: block.bytes };
  };
}

async function txt(name: string, resolver: Pick<Resolver, "resolveTxt">): ReturnType<TxtLookup> {
  try {
    const records = await resolver.resolveTxt(name);
    return records.map((parts) => parts.join(""));
  } catch (error) {
    // NXDOMAIN is ENOTFOUND here. Any other failure says nothing about the key: whoever asked tells it.
    if (NONE.has((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
