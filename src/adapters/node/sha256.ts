import { createHash, hash } from "node:crypto";
import type { Sha256, Sha256Stream } from "../../core/sha256.ts";

/** SHA-256 by the platform's own library, several times faster than the portable one. */
export const nodeSha256: Sha256 = (data) => hash("sha256", data, "buffer");

export function nodeSha256Stream(): Sha256Stream {
  const running = createHash("sha256");
  return {
    update: (data) => {
      running.update(data);
    },
    digest: () => running.digest(),
  };
}
