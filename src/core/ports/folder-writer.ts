/** A folder that comes into being whole or not at all. */
export interface FolderWriter {
  /** A file that was not there; folders on the way to it are made. @throws ARCHIVE_DISK */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** The same chunks, each written to the file before it is given on. @throws ARCHIVE_DISK */
  passing(path: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Durable on return, and under its name. @throws EXPORT_PLACE_TAKEN when something has it; ARCHIVE_DISK */
  finish(): Promise<void>;
  /** Removes what was written; may be called at any time, also after a failure. */
  discard(): Promise<void>;
}
