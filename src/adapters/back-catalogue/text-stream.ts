import type { Problem } from "./issue.ts";
import { decoderOf } from "./wording.ts";

/** Text that comes in pieces of bytes: decoded as `decoded` does it for the whole. */
export class TextStream {
  readonly #decoder: TextDecoder;
  readonly #known: boolean;
  readonly #encoding: string;
  /** Tells bytes that are not valid from a U+FFFD that the source has; undefined once it has found some. */
  #strict: TextDecoder | undefined;

  constructor(encoding = "utf-8") {
    const { decoder, known } = decoderOf(encoding);
    this.#decoder = decoder;
    this.#known = known;
    this.#encoding = encoding;
    this.#strict = new TextDecoder(decoder.encoding, { fatal: true });
  }

  /** Without bytes: the end. */
  write(bytes?: Uint8Array): string {
    const options = { stream: bytes !== undefined };
    try {
      this.#strict?.decode(bytes, options);
    } catch {
      this.#strict = undefined;
    }
    return this.#decoder.decode(bytes, options);
  }

  /** Of what has been read so far. */
  get problems(): readonly Problem[] {
    if (!this.#known) return [{ code: "bytes-replaced", detail: `${this.#encoding} is no known encoding` }];
    if (this.#strict !== undefined) return [];
    return [{ code: "bytes-replaced", detail: `not all bytes are valid ${this.#decoder.encoding}` }];
  }
}
