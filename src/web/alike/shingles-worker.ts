import { textBlocks } from "../../adapters/document/text.ts";
import { MOST_ASKED, shinglesOf } from "../../core/text/shingles.ts";
import { documentType } from "../../verify/search/document-type.ts";

/** What a file's words come to; undefined when it has none that can be read here. */
export type ShinglesReply = { readonly type: string; readonly shingles: readonly number[] } | undefined;

addEventListener("message", ({ data }: MessageEvent<File>) => {
  void answer(data).then((reply) => {
    postMessage(reply);
  });
});

/** Whatever a hostile document does to its parser, it has no words then. */
async function answer(file: File): Promise<ShinglesReply> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const type = documentType(file.name, bytes);
    const blocks = type === undefined ? undefined : await textBlocks(bytes, type);
    if (type === undefined || blocks === undefined) return undefined;
    const shingles = shinglesOf(blocks, MOST_ASKED);
    return shingles.length === 0 ? undefined : { type, shingles };
  } catch {
    return undefined;
  }
}
