import type { CID } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import type { Encoded } from "../core/document.ts";
import type { Manifest, TextRoot } from "../core/manifest/manifest.ts";
import type { IssuePath } from "../core/path.ts";

/** An issue whose every byte is fixed. */
export interface DescribedIssue {
  readonly manifest: Manifest;
  readonly encoded: Encoded;
}

/** Which revision the issue is to be. */
export interface RevisionOf {
  readonly revision: number;
  readonly supersedes?: Digest;
}

/** What stands in a manifest and does not follow from the bytes of the files alone. */
export interface Chosen {
  /** The text of each file: what was taken of it just now; or these, and none for a file that is not among them. */
  readonly text: "taken" | ReadonlyMap<IssuePath, TextRoot>;
  /** What the publisher's domain said: what it says now; or what it said then, or nothing. */
  readonly identity: "asked" | CID | undefined;
}

/** Makes the manifest that the packed files have as a revision. */
export type As = (revisionOf: RevisionOf, chosen: Chosen) => DescribedIssue;

/** All that the files can be made into. */
export interface Again {
  readonly as: As;
  /** What the publisher's domain can have said. */
  readonly identities: readonly CID[];
}

/** Chooses among the manifests that the packed files can have. */
export interface ManifestChoice {
  /** Is it something new? Then text is taken, if the publisher wants it. */
  readonly isNew: boolean;
  /** @param again packs the files once more, to take their text whether or not it is wanted of what is new */
  choose(as: As, again: () => Promise<Again>): DescribedIssue | Promise<DescribedIssue>;
}
