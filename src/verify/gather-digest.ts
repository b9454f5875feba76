import type { Digest } from "../core/digest.ts";
import type { Evidence } from "./evidence.ts";
import { gatherFile, type Gathering } from "./gather.ts";

/**
 * What is known of a file of which there is nothing but its SHA-256. Nothing is like a number: a file that was altered
 * cannot be told from a stranger's, so that nothing is sought and no bytes are asked for.
 */
export async function gatherDigest(
  sha256: Digest,
  gathering: Omit<Gathering, "byWords" | "label">,
): Promise<Evidence> {
  const witness = { ...gathering.witness, similar: () => Promise.resolve([]) };
  const [placed] = await gathering.witness.files(sha256).catch(() => []);
  const bytes = () => Promise.resolve(new Uint8Array(0));
  return gatherFile({ path: "", size: placed?.size ?? 0, sha256, bytes }, { ...gathering, witness });
}
