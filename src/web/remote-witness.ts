import { atMost } from "../adapters/ipfs/at-most.ts";
import { type Block, verifyBlock } from "../core/block.ts";
import type { CID } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, type ColophonError, fail, isFailure, reasonOf } from "../core/errors/error.ts";
import type { Answer } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { IssueEvidence } from "../verify/evidence.ts";
import {
  failureFromWire,
  issueFromWire,
  leadFromWire,
  manifestsFromWire,
  placementsFromWire,
} from "../verify/wire.ts";
import type { Witness } from "../verify/witness.ts";

export interface Remote {
  /** Where its API begins, without a slash at the end: `https://archive.example`. */
  readonly origin: string;
  readonly sha256: Sha256;
  /** How long one answer may take to the end, in milliseconds; a minute unless stated. */
  readonly patience?: number;
}

/** The server may have to ask nodes and stores of its own before it answers. */
const PATIENCE_MS = 60_000;
/** In bytes: no answer that is wanted of it comes near. */
const LONGEST = 16 * 1024 * 1024;

interface Server {
  readonly name: string;
  readonly get: (path: string, accept: string) => Promise<Response>;
}

/**
 * A server's archive as a witness, over its JSON API (docs/api.md). Bytes it gives are hashed here; what it says of the
 * chain is only its word, and is named as that.
 */
export function remoteWitness({ origin, sha256, patience = PATIENCE_MS }: Remote): Witness {
  const server = serverAt(origin, patience);
  const { name } = server;
  return {
    name,
    files: async (digest) => placementsFromWire(await json(server, `/api/files?sha256=${digest}`), name),
    similar: async (file, size) =>
      placementsFromWire(
        await json(server, `/api/files?name=${encodeURIComponent(file)}&size=${size}`),
        name,
      ),
    labelled: async (label) =>
      manifestsFromWire(await json(server, `/api/issues?label=${encodeURIComponent(label)}`), name),
    byCid: async (cid) =>
      leadFromWire(await json(server, `/api/cids/${cid.toString()}`), cid.toString(), name),
    issue: (manifest) => issueAt(server, manifest),
    block: (cid) => blockAt(server, cid, sha256),
  };
}

function serverAt(origin: string, patience: number): Server {
  const name = new URL(origin).host;
  return {
    name,
    get: async (path, accept) => {
      try {
        return await fetch(`${origin}${path}`, {
          headers: { accept },
          credentials: "omit",
          redirect: "error",
          // For the body, too.
          signal: AbortSignal.timeout(patience),
        });
      } catch (cause) {
        return fail("CHAIN_UNREACHABLE", { node: name, problem: reasonOf(cause) }, cause);
      }
    },
  };
}

async function json(server: Server, path: string): Promise<unknown> {
  const response = await server.get(path, "application/json");
  const body: unknown = await bodyOf(server, () => jsonOf(response));
  if (!response.ok) throw failureFromWire(body, server.name);
  return body;
}

/** A body that breaks off, or is no JSON, is an answer that did not come. */
async function bodyOf<T>(server: Server, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    return fail("CHAIN_ANSWER_INVALID", { node: server.name, problem: reasonOf(cause) }, cause);
  }
}

async function wholeOf({ body }: Response): Promise<Uint8Array> {
  return body === null ? new Uint8Array(0) : atMost(body, LONGEST);
}

async function jsonOf(response: Response): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await wholeOf(response)));
}

async function issueAt(server: Server, digest: Digest): Promise<IssueEvidence> {
  try {
    const answer = await json(server, `/api/issues/${digest}`);
    const evidence =
      typeof answer === "object" && answer !== null && "evidence" in answer ? answer.evidence : answer;
    const issue = issueFromWire(evidence, server.name);
    if (issue.digest !== digest)
      fail("CHAIN_ANSWER_INVALID", { node: server.name, problem: "it spoke of another issue" });
    return { ...issue, manifest: await manifestAt(server, digest) };
  } catch (error) {
    return unknownIssue(server, digest, asFailure(error));
  }
}

/** The bytes as they came: the judge hashes them. */
async function manifestAt(server: Server, digest: Digest): Promise<Answer<Uint8Array | undefined>> {
  const source = server.name;
  try {
    const value = await bytesAt(server, `/api/issues/${digest}/manifest`, "application/vnd.ipld.dag-json");
    return { known: true, value, source };
  } catch (error) {
    return { known: false, failure: asFailure(error), source };
  }
}

async function blockAt(server: Server, cid: CID, sha256: Sha256): Promise<Block | undefined> {
  const bytes = await bytesAt(server, `/ipfs/${cid.toString()}?format=raw`, "application/vnd.ipld.raw");
  return bytes === undefined ? undefined : verifyBlock(cid, bytes, sha256);
}

/** Undefined when the server was asked and has none. */
async function bytesAt(server: Server, path: string, accept: string): Promise<Uint8Array | undefined> {
  const response = await server.get(path, accept);
  if (response.ok) return bodyOf(server, () => wholeOf(response));
  const error = failureFromWire(await bodyOf(server, () => jsonOf(response)), server.name);
  if (isFailure(error, "BLOCK_MISSING", "NOT_FOUND")) return undefined;
  throw error;
}

function unknownIssue(server: Server, digest: Digest, error: ColophonError): IssueEvidence {
  const unknown = { known: false, failure: error, source: server.name } as const;
  return { digest, manifest: unknown, final: unknown, tip: unknown, notices: [], revisions: [], copies: [] };
}
