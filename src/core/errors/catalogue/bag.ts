import type { Failure } from "../failure.ts";

/** Exports for institutions and bags that come back (docs/export.md). */
export const BAG_FAILURES = {
  EXPORT_PLACE_TAKEN: {
    says: "{path} is there already, and nothing is written over it.",
    next: "Name another place with -o, or move what is there away.",
    http: 409,
    exit: 2,
  },
  EXPORT_UNPROVEN: {
    says: "Issue {label} was not exported, since its proof cannot be had: {problem}.",
    next: "Run the same command again when the chain answers, or export without proofs by --no-proof.",
    http: 503,
    exit: 3,
  },
  EXPORT_INCOMPLETE: {
    says: "{failed} could not be exported.",
    next: "See above why; run the same command again: what is there already is left as it is.",
    http: 503,
    exit: 3,
  },
  ISSUE_UNLIKE_MANIFEST: {
    says: "The files of issue {label} are not what its manifest says: {problem}.",
    next: "Compare with another copy of the issue; colophon audit tells what the stores hold.",
    http: 422,
    exit: 1,
  },
  BAG_MALFORMED: {
    says: "{bag} is no bag that can be read: {problem}.",
    next: "Make the bag again (RFC 8493), or name the folder that has bagit.txt in it.",
    http: 422,
    exit: 2,
  },
  BAG_ALGORITHM_UNKNOWN: {
    says: "{bag} is checked by {algorithm}, which cannot be computed here.",
    next: "Add a manifest with sha256 or sha512 to the bag, and import it again.",
    http: 422,
    exit: 3,
  },
  BAG_FETCH: {
    says: "{bag} is not whole: its fetch.txt names files that lie elsewhere, and none is fetched.",
    next: "Fetch them into the bag with a BagIt tool, remove fetch.txt, and import it again.",
    http: 422,
    exit: 2,
  },
  BAG_PATH_UNSAFE: {
    says: "{bag} lists {file}, which cannot be the name of a file in it: {problem}.",
    next: "Do not unpack it by other means; ask for the bag again.",
    http: 422,
    exit: 1,
  },
  BAG_FILE_MISSING: {
    says: "{bag} lists {file}, which is not in it.",
    next: "Copy the bag again from where it came; nothing of it was imported.",
    http: 422,
    exit: 1,
  },
  BAG_FILE_EXTRA: {
    says: "{bag} holds {file}, which {list} does not list.",
    next: "Remove the file if it came in by accident (.DS_Store is such a one), or copy the bag again.",
    http: 422,
    exit: 1,
  },
  BAG_FILE_ALTERED: {
    says: "{file} in {bag} was changed: its {algorithm} is {got}, not {expected}.",
    next: "Copy the bag again from where it came; nothing of it was imported.",
    http: 422,
    exit: 1,
  },
  BAG_ELSEWHERE: {
    says: "{bag} holds an issue of {publication}, which is not in this archive's registry {registry}.",
    next: "Import it at an archive over that registry; its files alone can be published with: colophon publish {bag}/data.",
    http: 422,
    exit: 2,
  },
  BAG_UNANCHORED: {
    says: "{bag} holds what the registry does not know: {digest}.",
    next: "Nothing was stored. The files of an issue can be published as one of yours with: colophon publish {bag}/data.",
    http: 422,
    exit: 1,
  },
  BAGS_MIXED: {
    says: "{path} holds bags of both kinds: {own} has an issue that was exported from an archive, {other} has none.",
    next: "Import them one by one, or move one kind into a folder of its own.",
    http: 422,
    exit: 2,
  },
  RESTORE_INCOMPLETE: {
    says: "{failed} could not be put back.",
    next: "See above why; run the same command again: what is back already is only looked at.",
    http: 503,
    exit: 3,
  },
} as const satisfies Record<string, Failure>;
