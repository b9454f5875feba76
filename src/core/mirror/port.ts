/** A mirror that lies somewhere where it can be read more than once. Hostile: `readMirror` says what of it counts. */
export interface MirrorFile {
  /** How messages name it. */
  readonly name: string;
  /** All of it, from the start; once for every call. @throws MIRROR_UNREADABLE */
  chunks(): AsyncIterable<Uint8Array>;
  /** Bytes that were there when it was read; fewer where it has been cut since. @throws MIRROR_UNREADABLE */
  at(offset: number, length: number): Promise<Uint8Array>;
}
