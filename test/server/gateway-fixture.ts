import { CarReader } from "@ipld/car";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { type Block, verifyBlock } from "../../src/core/block.ts";
import { type CID, rawCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { gateway } from "../../src/server/gateway.ts";
import { noise, type Sample } from "../adapters/disk/sample.ts";

export const MIB = 1024 * 1024;
export const ABSENT = rawCid(digestFromBytes(nodeSha256(noise(17))));

/** What the gateway under test has to give, by CID; each test sets it anew. */
export const held = new Map<string, Uint8Array>();

export function hold(sample: Sample): void {
  held.clear();
  for (const { cid, bytes } of sample.blocks) held.set(cid.toString(), bytes);
}

export async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

// Asynchronous as the gateway's source is.
export async function block(cid: CID): Promise<Block | undefined> {
  const bytes = held.get(cid.toString());
  return bytes === undefined ? undefined : verifyBlock(cid, bytes, nodeSha256);
}

export function start(): Promise<string> {
  return listening(createServer(gateway({ block, sha256: nodeSha256 })));
}

export async function get(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<Response> {
  return await fetch(`${await start()}/ipfs/${path}`, { headers, method });
}

/** The status of a path that is sent just as it stands: `fetch` would resolve its dots. */
export async function statusOf(path: string): Promise<number | undefined> {
  const url = new URL(await start());
  return await new Promise((resolve, reject) => {
    httpRequest({ host: url.hostname, port: url.port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once("error", reject)
      .end();
  });
}

/** True when the answer, whatever its beginning, does not come to its end. */
export async function isCutOff(path: string): Promise<boolean> {
  try {
    await (await get(path)).arrayBuffer();
    return false;
  } catch (error) {
    return error instanceof TypeError;
  }
}

export async function codeOf(response: Response): Promise<unknown> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await response.json()) as Record<string, unknown>;
  expect(problem["status"]).toBe(response.status);
  return problem["code"];
}

/** The CIDs in the order of the CAR; every block in it is hashed. */
export async function carCids(response: Response): Promise<string[]> {
  expect(response.status).toBe(200);
  const reader = await CarReader.fromBytes(new Uint8Array(await response.arrayBuffer()));
  const cids: string[] = [];
  for await (const { cid, bytes } of reader.blocks()) {
    expect(digestFromBytes(nodeSha256(bytes))).toBe(digestFromBytes(cid.multihash.digest));
    cids.push(cid.toString());
  }
  return cids;
}

export const cidOf = (content: Uint8Array): string => rawCid(digestFromBytes(nodeSha256(content))).toString();
export const leaf = (file: Uint8Array, i: number): string => cidOf(file.subarray(i * MIB, (i + 1) * MIB));
