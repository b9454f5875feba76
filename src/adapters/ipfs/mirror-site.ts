import type { CID } from "../../core/cid.ts";
import { failure } from "../../core/errors/error.ts";
import type { Car, Claim, Store } from "../../core/ports.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { ask } from "./ask.ts";
import { endpointOf, unreachable } from "./endpoint.ts";
import { post } from "./post.ts";
import { refusalOf } from "./refusal.ts";
import { sameBytes } from "./same-bytes.ts";
import { type MirrorIndex, siteBlocks } from "./site-blocks.ts";
import { openFile } from "./site-read.ts";

export interface MirrorSiteOptions {
  /** Below which `<root>.car` is put and read. */
  readonly url: string;
  readonly id: string;
  readonly operator: string;
  /** A bearer token, or `Basic ...`. */
  readonly token?: string;
  readonly index: MirrorIndex;
  readonly sha256: Sha256;
  /** How long the server may be silent, in milliseconds. */
  readonly patience?: number;
}

/** CAR files on a web server that takes PUT, such as WebDAV or an object store behind a proxy. */
export interface MirrorSite extends Store {
  claim(root: CID): Promise<Claim>;
}

const PATIENCE_MS = 60_000;
const DONE = new Set([200, 201, 202, 204]);

/**
 * One CAR file per root, and an index over their blocks on this machine, made anew from the files where it is missing or
 * does not fit. Single blocks are read by range, or from a download where the server knows no ranges. A file that is
 * not byte for byte the one that is put is replaced by it.
 *
 * @throws STORE_UNREACHABLE when the url is not one
 */
export function createMirrorSite(options: MirrorSiteOptions): MirrorSite {
  const { id, operator, index, sha256, patience = PATIENCE_MS } = options;
  const endpoint = endpointOf(id, options.url, options.token);
  const fileOf = (root: string) => ({ endpoint, path: `${root}.car`, patience });
  const blocks = siteBlocks({ fileOf, index, sha256 });

  async function put(car: Car): Promise<void> {
    const root = car.root.toString();
    const there = (await claim(car.root)) === "absent" ? undefined : await openFile(fileOf(root));
    if (there === undefined || !(await sameBytes(there, car.read()))) await upload(car);
    await blocks.indexFrom(car.read(), car.root);
  }

  async function upload(car: Car): Promise<void> {
    const body = { type: "application/vnd.ipld.car", length: car.size, read: () => car.read() };
    const { path } = fileOf(car.root.toString());
    const { status } = await post(endpoint, { method: "PUT", path, body, limit: 1024 * 1024, patience });
    if (!DONE.has(status)) throw refusalOf(endpoint, { status, api: "server that takes files by PUT" });
    const { status: now, headers } = await ask(endpoint, { method: "HEAD", path, patience });
    const kept = now === 200 ? Number(headers.get("Content-Length") ?? car.size) : 0;
    if (kept === car.size) return;
    throw failure("STORE_REFUSED", { store: id, problem: `it keeps ${kept} of ${car.size} bytes` });
  }

  async function claim(root: CID): Promise<Claim> {
    const { status } = await ask(endpoint, { method: "HEAD", path: fileOf(root.toString()).path, patience });
    if (status === 200) return "pinned";
    if (status === 404 || status === 410) return "absent";
    throw refusalOf(endpoint, { status, api: "file server" });
  }

  const naming = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw unreachable(id, error);
    }
  };
  return {
    id,
    operator,
    put: (car) => naming(() => put(car)),
    block: (cid) => naming(() => blocks.block(cid)),
    claim: (root) => naming(() => claim(root)),
  };
}
