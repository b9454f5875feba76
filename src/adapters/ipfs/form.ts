import { randomUUID } from "node:crypto";
import type { Post } from "./post.ts";

/** A CAR as the one file of a form (RFC 7578), which is how nodes and clusters take it; nothing of it is kept. */
export function carForm(read: () => AsyncIterable<Uint8Array>): NonNullable<Post["body"]> {
  const boundary = `colophon-${randomUUID()}`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    async *read() {
      const head = [
        `--${boundary}`,
        'Content-Disposition: form-data; name="file"; filename="issue.car"',
        "Content-Type: application/vnd.ipld.car",
        "\r\n",
      ];
      yield Buffer.from(head.join("\r\n"));
      yield* read();
      yield Buffer.from(`\r\n--${boundary}--\r\n`);
    },
  };
}
