import { nodeHashNamed } from "../../src/adapters/node/named-hash.ts";
import { BAG_DECLARATION } from "../../src/core/bagit/tags.ts";
import type { ListedBag } from "../../src/core/bagit/verify.ts";
import { memoryFile, utf8 } from "./hashing.ts";

type Contents = Readonly<Record<string, string | Uint8Array>>;

/** `sumOf("sha512", "...")` as a manifest of a bag has it. */
export function sumOf(algorithm: string, content: string | Uint8Array): string {
  const hash = nodeHashNamed(algorithm);
  hash?.update(typeof content === "string" ? utf8(content) : content);
  return Buffer.from(hash?.digest() ?? []).toString("hex");
}

/** The lines of a manifest. */
export function linesFor(algorithm: string, files: Contents): string {
  return Object.entries(files)
    .map(([path, content]) => `${sumOf(algorithm, content)}  ${path}\n`)
    .join("");
}

/** A bag as anybody's tool makes it; `changed` replaces files or, by undefined, removes them afterwards. */
export function bagOf(
  payload: Contents,
  changed: Readonly<Record<string, string | Uint8Array | undefined>> = {},
): Readonly<Record<string, string | Uint8Array>> {
  const data = Object.fromEntries(Object.entries(payload).map(([path, bytes]) => [`data/${path}`, bytes]));
  const tags = { "bagit.txt": BAG_DECLARATION, "manifest-sha256.txt": linesFor("sha256", data) };
  const all = { ...data, ...tags, "tagmanifest-sha256.txt": linesFor("sha256", tags), ...changed };
  return Object.fromEntries(
    Object.entries(all).flatMap(([path, content]) => (content === undefined ? [] : [[path, content]])),
  );
}

/** The same in memory, as it is listed. */
export function listedBag(files: Contents): ListedBag {
  const all = Object.entries(files);
  const isPayload = ([path]: readonly [string, unknown]) => path.startsWith("data/");
  return {
    name: "the bag",
    payload: all.filter(isPayload).map(([path, content]) => memoryFile(path.slice(5), content)),
    tags: all.filter((one) => !isPayload(one)).map(([path, content]) => memoryFile(path, content)),
  };
}
