import type { Digest } from "../../core/digest.ts";
import type { Label } from "../../core/label.ts";
import type { IssuePath } from "../../core/path.ts";
import type { PublicationId } from "../../core/publication.ts";
import type { Archive } from "../archive.ts";
import { type Mark, type Marks, marksOf } from "../marks.ts";

/** An issue as a list of places names it. */
export interface IssueName {
  readonly digest: Digest;
  readonly publication: PublicationId;
  readonly publicationTitle: string;
  readonly label: Label;
  readonly revision: number;
  readonly title: string;
  /** Unix seconds. */
  readonly anchoredAt: number;
  /** How it stands: what was retracted must not be quoted as if it stood. */
  readonly standing: Mark;
}

/** A file of an issue in which something stands. */
export interface QuotedFile {
  readonly issue: IssueName;
  readonly path: IssuePath;
  readonly sha256: Digest;
  readonly type: string;
}

/** Names issues; what it reads of a publication it reads once, so ask for a new one for each question. */
export function issueNames(archive: Archive): (digest: Digest) => Promise<IssueName | undefined> {
  const known = new Map<PublicationId, Promise<{ title: string; marks: Marks }>>();
  const about = (id: PublicationId) => {
    const found = known.get(id) ?? publicationAt(id, archive);
    known.set(id, found);
    return found;
  };
  return async (digest) => {
    const found = await archive.catalogued(digest);
    // The archive does not have it as an issue (any more).
    if (found === undefined) return undefined;
    const { publication, label, revision, title, time } = found;
    const { title: publicationTitle, marks } = await about(publication);
    const standing = marks.get(digest) ?? "current";
    return { digest, publication, publicationTitle, label, revision, title, anchoredAt: time, standing };
  };
}

async function publicationAt(id: PublicationId, archive: Archive) {
  const marks = marksOf(await archive.entries(id), await archive.issues(id));
  return { title: (await archive.publication(id))?.title ?? `Publication ${id}`, marks };
}
