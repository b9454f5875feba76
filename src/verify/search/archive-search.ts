import {
  type AlikeFiles,
  alikeFiles,
  compareText,
  differenceFrom,
  type NearestText,
  type ReadersFile,
  type TextComparison,
} from "./alike.ts";
import { issueChanges, type IssueChanges } from "./changes.ts";
import { indexArchive, type Indexing } from "./indexing.ts";
import type { Searching } from "./parts.ts";
import { type QuotationSearch, searchQuotation } from "./quotations.ts";
import type { Digest } from "../../core/digest.ts";

/** An archive that can be searched by its words. */
export interface ArchiveSearch {
  /** Takes in what is new; who asks while it runs waits for the same run. How many issues are not searched then. */
  catchUp(indexing?: Indexing): Promise<number>;
  /** Where a passage stands. @throws PASSAGE_INVALID */
  quotations(passage: string): Promise<QuotationSearch>;
  /** What has passages in common with a text of which only shingles are known. */
  alike(shingles: readonly number[]): Promise<AlikeFiles>;
  /** The document that a reader's is most like. */
  compare(file: ReadersFile): Promise<TextComparison>;
  /** How a file differs from one file of an issue. @throws BLOCK_MISSING | STORE_UNREACHABLE */
  difference(
    from: { readonly digest: Digest; readonly path: string },
    bytes: Uint8Array,
  ): Promise<Omit<NearestText, "nearest"> | undefined>;
  /** What changed from one revision to another. @throws NOT_FOUND | BLOCK_MISSING | STORE_UNREACHABLE */
  changes(from: Digest, to: Digest): Promise<IssueChanges>;
}

export function openSearch(searching: Searching): ArchiveSearch {
  let running: Promise<number> | undefined;
  return {
    catchUp(indexing) {
      running ??= indexArchive(searching, indexing).finally(() => {
        running = undefined;
      });
      return running;
    },
    quotations: (passage) => searchQuotation(passage, searching),
    alike: (shingles) => alikeFiles(shingles, searching),
    compare: (file) => compareText(file, searching),
    difference: (from, bytes) => differenceFrom(from, bytes, searching),
    changes: (from, to) => issueChanges(from, to, searching),
  };
}
