import { Resolver } from "node:dns/promises";
import { type Dkim, dkim } from "../adapters/back-catalogue/mail/dkim.ts";
import type { TxtLookup } from "../adapters/back-catalogue/mail/signature.ts";
import { checkSignatures } from "../adapters/back-catalogue/mail/signature-mailauth.ts";

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
