import { textBlocks } from "../../adapters/document/text.ts";
import { type TextDifference, textDifference } from "../../verify/difference.ts";

export interface ChangesRequest {
  readonly file: File;
  /** The archived file's bytes, which match its digest. */
  readonly archived: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** The media type of the reader's file, where it is another. */
  readonly fileType?: string;
  /** Which of the two texts the reader's file is. */
  readonly mine: "first" | "second";
}

/** `wordless`: one of the two has no words that can be read, or too many. */
export type ChangesReply =
  | { readonly kind: "compared"; readonly difference: TextDifference }
  | { readonly kind: "wordless"; readonly which: "yours" | "archived" | "either" };

addEventListener("message", ({ data }: MessageEvent<ChangesRequest>) => {
  void answer(data).then((reply) => {
    postMessage(reply);
  });
});

async function answer({ file, archived, type, fileType, mine }: ChangesRequest): Promise<ChangesReply> {
  const theirs = await wordsOf(archived, type);
  const yours = await wordsOf(new Uint8Array(await file.arrayBuffer()), fileType ?? type);
  if (theirs === undefined) return { kind: "wordless", which: "archived" };
  if (yours === undefined) return { kind: "wordless", which: "yours" };
  const difference = mine === "first" ? textDifference(yours, theirs) : textDifference(theirs, yours);
  return difference === undefined ? { kind: "wordless", which: "either" } : { kind: "compared", difference };
}

/** Whatever a hostile document does to its parser, it has no words then. */
async function wordsOf(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<readonly string[] | undefined> {
  try {
    return await textBlocks(bytes, type);
  } catch {
    return undefined;
  }
}
