import { expect } from "vitest";
import { documentCid } from "../../src/core/cid.ts";
import { type Digest, ZERO_DIGEST } from "../../src/core/digest.ts";
import { encodeDocument } from "../../src/core/document.ts";
import { decodeManifest } from "../../src/core/manifest/codec.ts";
import type { Manifest } from "../../src/core/manifest/manifest.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { digestOf } from "../support/witness-evidence.ts";
import type { Planted, Scene } from "./planted.ts";

/** Larger than one block. */
const LARGE = "a long line of a long file\n".repeat(60_000);

/** Documents that do not hold together, or are none, in an archive whose history is sound. */
export function contentsIn({ model, letter, third }: Scene): Readonly<Record<string, Planted>> {
  const keep = (value: unknown): Digest => {
    const { block, digest } = encodeDocument(value, hashing.sha256);
    model.keep(block);
    return digest;
  };
  /** A manifest that is packed, and not anchored. */
  const packed = async (texts: Readonly<Record<string, string>>): Promise<Manifest> => {
    const digest = await model.pack(letter, "4", texts);
    const bytes = model.stores[0]?.blocks.get(documentCid(digest).toString()) ?? expect.unreachable();
    return decodeManifest(bytes, digest, hashing.sha256);
  };
  const anchor = (digest: Digest) => model.call(letter, { do: "anchor", label: "4", digest });
  const mixed = (
    listed: Readonly<Record<string, string>>,
    held: Readonly<Record<string, string>>,
  ): Planted => ({
    plant: async () => {
      const { content } = await packed(held);
      anchor(await model.pack(letter, "4", listed, { content }));
    },
    finds: { fault: "content-mismatch", label: "4", entry: 7 },
    exit: 1,
  });
  const profile = (value: unknown, fault: string): Planted => ({
    plant: () => model.call(letter, { do: "setProfile", profile: keep(value) }),
    finds: { fault, entry: 7 },
    exit: fault === "document-newer" ? 3 : 1,
  });

  const saidByDomain = (value: unknown, fault: string): Planted => ({
    plant: async () => {
      const identity = documentCid(keep(value));
      anchor(await model.pack(letter, "4", { a: "b" }, { identity }));
    },
    finds: { fault, label: "4", entry: 7 },
    exit: fault === "document-newer" ? 3 : 1,
  });

  return {
    "a manifest that lists a file which its content has not": mixed(
      { "a.txt": "a", "b/c.txt": "c" },
      { "a.txt": "a" },
    ),
    "a content with a file that is not listed": mixed({ "a.txt": "a" }, { "a.txt": "a", "b.txt": "b" }),
    "a content with a folder that is not listed": mixed({ "a.txt": "a" }, { "a.txt": "a", "b/c.txt": "c" }),
    "a content with another file under a listed name": mixed({ "a.txt": "a" }, { "a.txt": "b" }),
    "a content of hundreds of folders with one file too many": mixed(manyFiles(300), {
      ...manyFiles(300),
      "extra/x.txt": "x",
    }),
    "a file whose bytes have another sum than is listed": {
      plant: async () => {
        const { files } = await packed({ "long.txt": LARGE });
        const wrong = files.map((file) => ({ ...file, sha256: digestOf("another file") }));
        anchor(await model.pack(letter, "4", { "long.txt": LARGE }, { files: wrong }));
      },
      finds: { fault: "content-mismatch", label: "4", entry: 7 },
      exit: 1,
    },
    "a file that is longer than is listed": {
      plant: async () => {
        const { files } = await packed({ "long.txt": LARGE });
        const wrong = files.map((file) => ({ ...file, size: file.size - 1 }));
        anchor(await model.pack(letter, "4", { "long.txt": LARGE }, { files: wrong }));
      },
      finds: { fault: "content-mismatch", label: "4", entry: 7 },
      exit: 1,
    },
    "a file of one block that is longer than is listed": {
      plant: async () => {
        const { files } = await packed({ "folder/short.txt": "short" });
        const wrong = files.map((file) => ({ ...file, size: 4 }));
        anchor(await model.pack(letter, "4", { "folder/short.txt": "short" }, { files: wrong }));
      },
      finds: { fault: "content-mismatch", label: "4", entry: 7 },
      exit: 1,
    },
    "a manifest with a path that leads out of its folder": {
      plant: async () => {
        const manifest = await packed({ "a.txt": "a" });
        anchor(keep({ ...manifest, files: manifest.files.map((file) => ({ ...file, path: "../a.txt" })) }));
      },
      finds: { fault: "manifest-invalid", label: "4", entry: 7 },
      exit: 1,
    },
    "a manifest that supersedes what was never anchored": {
      plant: async () => {
        const digest = await model.pack(letter, "3", { a: "b" }, { supersedes: digestOf("nobody's") });
        model.call(letter, { do: "revise", label: "3", digest, supersedes: third, reason: ZERO_DIGEST });
      },
      finds: { fault: "manifest-mismatch", label: "3", entry: 7 },
      exit: 1,
    },
    "a manifest with its domain's word about another publication": saidByDomain(
      { by: ["dns"], domain: "tidewater.press", publication: "eip155:1:0x52:7", type: "colophon/identity/1" },
      "identity-mismatch",
    ),
    "a manifest that refers to a reason as its domain's word": saidByDomain(
      { text: "no word of a domain", type: "colophon/reason/1" },
      "identity-mismatch",
    ),
    "a domain's word of a later version": saidByDomain({ type: "colophon/identity/2" }, "document-newer"),
    "a profile that is garbage": profile({ type: "colophon/profile/1" }, "document-invalid"),
    "a profile that is a reason": profile(
      { text: "no profile", type: "colophon/reason/1" },
      "document-invalid",
    ),
    "a profile of a later version": profile({ type: "colophon/profile/2" }, "document-newer"),
    "a reason that is no document": {
      plant: () => {
        const reason = digestOf("{ no reason");
        model.keep({ cid: documentCid(reason), bytes: utf8("{ no reason") });
        model.call(letter, { do: "post", digest: third, notice: "concern", reason });
      },
      finds: { fault: "document-invalid", entry: 7 },
      exit: 1,
    },
  };
}

function manyFiles(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}/page.txt`, `page ${at}`]));
}
