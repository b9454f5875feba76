import { listSource } from "../../adapters/disk/source.ts";
import { ISSUE_FILE } from "../../adapters/document/claims.ts";
import { nodeSha256Stream } from "../../adapters/node/sha256.ts";
import { digestFromBytes } from "../../core/digest.ts";
import type { SourceFile } from "../../core/ports.ts";
import type { HeldFile } from "../../verify/evidence.ts";

/** The files of a folder, or the one file, that a reader holds, hashed. @throws those of `listSource` */
export async function heldFiles(path: string, { hidden }: { hidden: boolean }): Promise<readonly HeldFile[]> {
  const { files } = await listSource(path, { hidden, leaveOut: [ISSUE_FILE] });
  const held: HeldFile[] = [];
  for (const file of files) held.push(await hashed(file));
  return held;
}

async function hashed({ path, size, read }: SourceFile): Promise<HeldFile> {
  const hash = nodeSha256Stream();
  for await (const chunk of read()) hash.update(chunk);
  return { path, size, sha256: digestFromBytes(hash.digest()) };
}
