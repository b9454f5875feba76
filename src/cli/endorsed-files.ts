import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Address, parseAddress } from "../core/address.ts";
import type { Endorsement, Holds } from "../core/endorsement/endorsement.ts";
import { decodeEndorsement, LARGEST_ENDORSEMENT } from "../core/endorsement/file.ts";
import { parsePolicy, parseTrusted, type Policy } from "../core/endorsement/policy.ts";
import { type ColophonError, fail, failure, isFailure } from "../core/errors/error.ts";
import { publicationKey, type PublicationRef } from "../core/publication.ts";
import { readBounded } from "./signed-file.ts";

/** Whom the reader believes, and how many of them have to agree. */
export interface TrustOptions {
  readonly trust?: readonly string[];
  readonly policy?: string;
  readonly holds: Holds;
}

/** An endorsement, and where it is from. */
export interface Named {
  readonly name: string;
  readonly endorsement: Endorsement;
}

/** A file that is no endorsement, or is about something else: it counts for nobody. */
export interface SetAside {
  readonly name: string;
  readonly failure: ColophonError;
}

export interface Given {
  readonly named: readonly Named[];
  readonly setAside: readonly SetAside[];
}

const SUFFIX = ".endorsement.json";

/** As `--json` tells of them. */
export function setAsideReport(setAside: readonly SetAside[]) {
  return setAside.map(({ name, failure: { code, message } }) => ({ file: name, code, message }));
}

/** Undefined where nobody is trusted. @throws USAGE_INVALID | SOURCE_MISSING | SOURCE_UNREADABLE */
export async function policyOf({ trust, policy, holds }: TrustOptions): Promise<Policy | undefined> {
  if (trust === undefined) {
    if (policy !== undefined)
      fail("USAGE_INVALID", { problem: "--policy is about those whom --trust names" });
    if (holds !== "none") fail("USAGE_INVALID", { problem: "--holds is about those whom --trust names" });
    return undefined;
  }
  const trusted: Address[] = [];
  for (const one of trust) trusted.push(...(isAddress(one) ? [parseAddress(one)] : await trustedIn(one)));
  return parsePolicy(policy, trusted, holds);
}

function isAddress(text: string): boolean {
  return /^0x[0-9a-f]{40}$/i.test(text);
}

async function trustedIn(path: string): Promise<readonly Address[]> {
  return parseTrusted(new TextDecoder().decode(await readBounded(path, LARGEST_ENDORSEMENT)));
}

/** @throws SOURCE_MISSING | SOURCE_UNREADABLE | ENDORSEMENT_INVALID | ENDORSEMENT_TYPE_UNKNOWN */
async function readNamed(name: string): Promise<Named> {
  return { name, endorsement: decodeEndorsement(await readBounded(name, LARGEST_ENDORSEMENT), name) };
}

/**
 * Files, and of folders those whose names end in `.endorsement.json`. What others put there keeps nobody from reading
 * the rest.
 *
 * @throws SOURCE_MISSING | SOURCE_UNREADABLE
 */
export async function readGiven(paths: readonly string[]): Promise<Given> {
  const named: Named[] = [];
  const setAside: SetAside[] = [];
  for (const name of new Set(paths.flatMap(filesIn))) {
    try {
      named.push(await readNamed(name));
    } catch (error) {
      if (!isFailure(error, "ENDORSEMENT_INVALID", "ENDORSEMENT_TYPE_UNKNOWN")) throw error;
      setAside.push({ name, failure: error });
    }
  }
  return { named, setAside };
}

function filesIn(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith(SUFFIX))
    .toSorted()
    .map((name) => join(path, name));
}

/** Where somebody is trusted, what others have signed changes nothing, and is not even looked at: it is only counted. */
export function byTrusted(
  { named, setAside }: Given,
  policy: Policy | undefined,
): Given & { readonly others: number } {
  if (policy === undefined) return { named, setAside, others: 0 };
  const trusted = named.filter(({ endorsement }) => policy.trusted.includes(endorsement.endorser));
  return { named: trusted, setAside, others: named.length - trusted.length };
}

/** Those about one publication; a folder may hold those of many. */
export function about({ named, setAside }: Given, publication: PublicationRef): Given {
  const expected = publicationKey(publication);
  const foreign = named.flatMap(({ name, endorsement }) => {
    const got = publicationKey(endorsement.publication);
    return got === expected
      ? []
      : [{ name, failure: failure("ENDORSEMENT_FOREIGN", { name, got, expected }) }];
  });
  const isForeign = new Set(foreign.map(({ name }) => name));
  return {
    named: named.filter(({ name }) => !isForeign.has(name)),
    setAside: [...setAside, ...foreign],
  };
}
