import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { openMirrorFile } from "../adapters/disk/mirror-file.ts";
import { endpointOf } from "../adapters/ipfs/endpoint.ts";
import { openFile } from "../adapters/ipfs/site-read.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import type { MirrorFile } from "../core/mirror/port.ts";
import type { PublicationId } from "../core/publication.ts";

/** What an address may give: what is larger is fetched by hand, by somebody who means it. */
const MOST_BYTES = 2 * 1024 ** 3;
const PATIENCE_MS = 30_000;

export interface FetchLimits {
  /** In bytes. */
  readonly limit?: number;
}

/**
 * A mirror by its path, or by its address (http or https): then it is fetched into a temporary file first, at most
 * 2 GiB, and never by way of a redirect, which could lead into the network that this machine is in.
 *
 * @throws MIRROR_UNREADABLE | MIRROR_TOO_LARGE
 */
export async function openMirrorSource(
  named: string,
  { limit = MOST_BYTES }: FetchLimits = {},
): Promise<MirrorFile & AsyncDisposable> {
  if (!/^https?:\/\//i.test(named)) return openMirrorFile(named, basename(named));
  // What stands in a query or before an @ may be a secret, and in what cannot be parsed nobody knows where that is.
  const url = URL.parse(named) ?? unreadable("at an address", "the address is not well formed");
  const name = `${url.origin}${url.pathname}`;
  const folder = await mkdtemp(join(tmpdir(), "colophon-mirror-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "mirror.car");
    await pipeline(limited(await fetched(url, name), { name, limit }), createWriteStream(path));
    const file = await openMirrorFile(path, name);
    return {
      ...file,
      [Symbol.asyncDispose]: async () => {
        await file[Symbol.asyncDispose]();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    if (!isFailure(error, "STORE_UNREACHABLE")) throw error;
    return unreadable(name, String(error.parameters["problem"]));
  }
}

async function fetched(url: URL, name: string): Promise<AsyncIterable<Uint8Array>> {
  const endpoint = endpointOf(name, new URL(".", url).href);
  const path = `${url.pathname.slice(url.pathname.lastIndexOf("/") + 1)}${url.search}`;
  const body = await openFile({ endpoint, path: `./${path}`, patience: PATIENCE_MS });
  return body ?? unreadable(name, "there is no such file");
}

async function* limited(
  body: AsyncIterable<Uint8Array>,
  { name, limit }: { readonly name: string; readonly limit: number },
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) fail("MIRROR_TOO_LARGE", { name, limit });
    yield chunk;
  }
}

/** How a mirror is called where nobody says how. */
export function mirrorName(id: PublicationId): string {
  return `publication-${id}.mirror.car`;
}

/** The mirrors in a folder, or the one that is named: by the names of their files. */
export async function mirrorsNamed(named: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const one of named) {
    const isFolder = await stat(one).then(
      (there) => there.isDirectory(),
      () => false,
    );
    if (!isFolder) found.push(one);
    else {
      const inside = (await readdir(one)).filter((name) => name.endsWith(".car")).toSorted();
      if (inside.length === 0) unreadable(one, "there is no .car file in this folder");
      for (const name of inside) found.push(join(one, name));
    }
  }
  return found;
}

function unreadable(name: string, problem: string): never {
  return fail("MIRROR_UNREADABLE", { name, problem });
}
