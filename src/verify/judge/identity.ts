import { cidDigest } from "../../core/cid.ts";
import { decodeIdentity } from "../../core/identity/evidence.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import type { Sha256 } from "../../core/sha256.ts";
import type { Trust } from "./verdict.ts";
import { namedByFile, namedByTxt } from "../../core/identity/claim.ts";
import { isReserved, shownDomain } from "../../core/identity/domain.ts";
import { publicationKey, type PublicationRef } from "../../core/publication.ts";
import type { Check, CheckReasons, CheckStatus } from "../../core/verdict.ts";
import type { DomainEvidence, IssueEvidence } from "../evidence.ts";
import { type Anchoring, unasked } from "./anchoring.ts";

/**
 * Does the publisher's domain vouch for the publication? The profile names the domain; the domain names the publication,
 * in the DNS or in a file on its web server, and where both speak they must agree.
 */
export function checkIdentity(
  { issue, manifest }: Anchoring,
  { sha256 }: Pick<Trust, "sha256">,
): Check<"identity"> {
  if (issue === undefined) return unasked("identity");
  const word = manifest === undefined ? {} : archivedWord(issue, manifest, sha256);
  if (issue.anonymous === true)
    return { check: "identity", status: "skipped", reason: "not-given", evidence: word, trusted: [] };
  const now = identityOf(manifest?.publication, issue);
  return { ...now, evidence: { ...now.evidence, ...word } };
}

/**
 * That a domain named the publication when the issue was published. The publisher archived it: it is no more than the
 * publisher's word, bound to the issue by the manifest and dated by its anchoring. It counts for the domain that it names,
 * which may be another than the profile's of today.
 */
function archivedWord(
  { archivedIdentity }: IssueEvidence,
  { identity, publication }: Manifest,
  sha256: Sha256,
): Check["evidence"] {
  if (identity === undefined || archivedIdentity?.known !== true || archivedIdentity.value === undefined)
    return {};
  const bytes = new TextEncoder().encode(archivedIdentity.value);
  const archived = decodeIdentity(bytes, cidDigest(identity), sha256);
  if (archived === undefined || archived.publication !== publicationKey(publication)) return {};
  return { archived: archived.by, archivedDomain: archived.domain };
}

type Named = Pick<IssueEvidence, "domain" | "publicationTitle" | "vouching">;

/** The same for a publication, whatever the issue. */
export function identityOf(
  publication: PublicationRef | undefined,
  { domain, publicationTitle, vouching }: Named,
): Check<"identity"> {
  const about = {
    ...(publicationTitle === undefined ? {} : { title: publicationTitle }),
    ...(domain === undefined ? {} : shownAs(domain)),
  };
  const told = (status: CheckStatus, reason: CheckReasons["identity"], more: Check["evidence"] = {}) =>
    ({ check: "identity", status, reason, evidence: { ...about, ...more }, trusted: [] }) as const;
  if (domain === undefined) return told("skipped", "no-domain");
  if (isReserved(domain)) return told("skipped", "reserved");
  if (vouching?.domain !== domain || publication === undefined) return told("skipped", "not-looked-up");
  const { status, reason, evidence, trusted } = vouched(vouching, publication);
  return { ...told(status, reason, evidence), trusted };
}

interface Vouched {
  readonly status: CheckStatus;
  readonly reason: CheckReasons["identity"];
  readonly evidence: Check["evidence"];
  readonly trusted: readonly string[];
}

function vouched({ txt, file }: DomainEvidence, ref: PublicationRef): Vouched {
  const key = publicationKey(ref);
  const byTxt = txt.known ? namedByTxt(txt.value) : undefined;
  const byFile = file.known ? (file.value === undefined ? [] : namedByFile(file.value)) : undefined;
  const trusted = [txt, file].filter((answer) => answer.known).map(({ source }) => source);
  const says = [byTxt?.includes(key), byFile?.includes(key)];
  const others = [...new Set([...(byTxt ?? []), ...(byFile ?? [])])]
    .filter((one) => one !== key)
    .slice(0, 10);
  const evidence = {
    publication: key,
    by: [...(says[0] === true ? ["dns"] : []), ...(says[1] === true ? ["file"] : [])],
    ...(others.length === 0 ? {} : { others }),
  };
  // Who says nothing of publications at all contradicts nobody.
  const isSilent = [byTxt?.length === 0, byFile?.length === 0 && file.known && file.value === undefined];
  if (evidence.by.length > 0) {
    const isDenied = (says[0] === false && !isSilent[0]) || (says[1] === false && !isSilent[1]);
    return isDenied
      ? { status: "fail", reason: "disagree", evidence, trusted }
      : { status: "pass", reason: "vouched", evidence, trusted };
  }
  const silent = [txt, file].find((answer) => !answer.known);
  if (silent !== undefined && !silent.known)
    return {
      status: "unknown",
      reason: "unreachable",
      evidence: { ...evidence, problem: silent.failure.message },
      trusted,
    };
  return { status: "fail", reason: others.length > 0 ? "names-others" : "not-named", evidence, trusted };
}

/** Letters of another script may pass for Latin ones: the form in the DNS comes first, and a warning with it. */
function shownAs(domain: string): Readonly<Record<string, string>> {
  const { ascii, unicode, lookalike } = shownDomain(domain);
  return {
    domain: ascii,
    ...(unicode === undefined ? {} : { reads: unicode }),
    ...(lookalike === undefined ? {} : { lookalike }),
  };
}
