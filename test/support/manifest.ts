import { CID } from "multiformats/cid";
import { rawCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import { type Manifest, MANIFEST_TYPE, UNIXFS_PROFILE } from "../../src/core/manifest/manifest.ts";
import { parseIssuePath } from "../../src/core/path.ts";
import { publicationRef } from "../../src/core/publication.ts";
import { hashing, utf8 } from "./hashing.ts";

/** The issue of docs/spec/manifest.md: two small files, whose bytes are stated there. */
export const SAMPLE_FILES = {
  "images/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
  "index.html": "<!doctype html><title>Issue 95</title>\n",
} as const;

/** Their UnixFS directory, as `ipfs add` with the profile makes it. */
export const SAMPLE_CONTENT = "bafybeiapbae5jdsuztkv43vp5e5inzqftwjdcxixvxm7te5hvdzcp7ukbe";

export function sampleManifest(): Manifest {
  const file = (path: keyof typeof SAMPLE_FILES, type: string) => {
    const bytes = utf8(SAMPLE_FILES[path]);
    const sha256 = digestFromBytes(hashing.sha256(bytes));
    return { cid: rawCid(sha256), path: parseIssuePath(path), sha256, size: bytes.length, type };
  };
  return {
    content: CID.parse(SAMPLE_CONTENT),
    files: [file("images/logo.svg", "image/svg+xml"), file("index.html", "text/html")],
    issue: {
      creators: ["Ada Quill"],
      date: "2019-11-26" as never,
      label: parseLabel("95"),
      language: "en",
      license: "CC-BY-4.0",
      revision: 1,
      title: "Issue 95",
    },
    profile: UNIXFS_PROFILE,
    publication: publicationRef("eip155:8453", `0x${"52".repeat(20)}`, "12"),
    type: MANIFEST_TYPE,
  };
}
