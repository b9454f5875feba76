import { getAddress } from "ethers";
import { type Address, parseAddress } from "../../core/address.ts";
import { portableKeccak256 } from "../../core/batch/keccak256.ts";
import { endorsementDigest, endorsementTypedData } from "../../core/endorsement/typed-data.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import type { Signer, Unsigned } from "../../core/ports.ts";
import { chainNumber } from "../../core/publication.ts";
import { reportDigest, reportTypedData } from "../../core/report-signature/typed-data.ts";
import { type TypedData, typedDataOf } from "../../core/signed-call/typed-data.ts";
import { createJsonRpc, type JsonRpc } from "./json-rpc.ts";
import type { RpcAnswer } from "./rpc-answer.ts";
import { type Asked, readSignature, readSigned } from "./signed-answer.ts";
import { isSignerUrl, socketOf } from "./signer-address.ts";
import { socketFetch } from "./socket-fetch.ts";
import { signedDigest } from "./typed-data.ts";

/** Whose methods it has: clef's (`account_signTransaction`), or those of web3signer and nodes (`eth_signTransaction`). */
export type SignerApi = "clef" | "eth";

export interface RemoteAddress {
  /** `http://`, `https://`, or `unix:` and the absolute path of a socket. A user and password in it are never shown. */
  readonly url: string;
  /** For one answer, in milliseconds: 120,000 unless stated, since a person may have to approve it. */
  readonly timeoutMs?: number;
}

export interface RemoteSettings extends RemoteAddress {
  readonly api: SignerApi;
  readonly account: Address;
}

const TIMEOUT_MS = 120_000;
/** JSON-RPC 2.0 section 5.1, and EIP-1474 for a method that is known and not supported. */
const NO_METHOD = new Set([-32_601, -32_004]);

/**
 * Has another program sign, that keeps the key: clef, web3signer, or a node. Only what can be signed without being sent
 * is asked for: with `eth_sendTransaction` the transaction would be on its way before the journal knows it, and a crash
 * in between could double it. What comes back is checked field by field.
 *
 * Nothing is retried: a person may be asked each time. @throws SIGNER_UNREACHABLE | SIGNER_REFUSED | SIGNER_UNFIT | SIGNER_ANSWER_INVALID |
 *   SIGNED_OTHERWISE; USAGE_INVALID at once when the URL is none
 */
export function createRemoteSigner({ account, api, ...address }: RemoteSettings): Signer {
  const remote = connectTo(address);
  const asked: Asked = { signer: remote.name, account };
  const signature = api === "clef" ? clefSignature : nodeSignature;
  return {
    address: account,
    async sign(unsigned) {
      const method = api === "clef" ? "account_signTransaction" : "eth_signTransaction";
      const answer = await remote.ask(method, [fieldsOf(unsigned, account)]);
      return readSigned(rawOf(remote.resultOf(method, answer)), unsigned, asked);
    },
    async signCall(call) {
      return readSignature(await signature(typedDataOf(call), account, remote), signedDigest(call), asked);
    },
    async signEndorsement(statement) {
      const given = await signature(endorsementTypedData(statement), account, remote);
      return readSignature(given, endorsementDigest(statement, portableKeccak256), asked);
    },
    async signReport(statement) {
      const given = await signature(reportTypedData(statement), account, remote);
      return readSignature(given, reportDigest(statement, portableKeccak256), asked);
    },
  };
}

/** Whose methods the program there has. @throws SIGNER_UNREACHABLE | SIGNER_ANSWER_INVALID */
export async function signerApi(address: RemoteAddress): Promise<SignerApi> {
  return (await connectTo(address).ask("account_version", [])).ok ? "clef" : "eth";
}

/** The accounts that it signs for; clef asks its user first. @throws those of `signerApi`; SIGNER_REFUSED | SIGNER_UNFIT */
export async function signerAccounts(address: RemoteAddress, api: SignerApi): Promise<readonly Address[]> {
  const remote = connectTo(address);
  const method = api === "clef" ? "account_list" : "eth_accounts";
  const listed = remote.resultOf(method, await remote.ask(method, []));
  const isAccount = (one: unknown) => typeof one === "string" && /^0x[0-9a-fA-F]{40}$/.test(one);
  if (!Array.isArray(listed) || !listed.every(isAccount))
    return fail("SIGNER_ANSWER_INVALID", {
      signer: remote.name,
      problem: `${method}: it is no list of accounts`,
    });
  return listed.map(parseAddress);
}

interface Remote {
  readonly name: string;
  ask(method: string, params: readonly unknown[]): Promise<RpcAnswer>;
  resultOf(method: string, answer: RpcAnswer): unknown;
}

function connectTo({ url, timeoutMs = TIMEOUT_MS }: RemoteAddress): Remote {
  // What is wrong with it is not quoted: it may hold a password.
  if (!isSignerUrl(url))
    fail("USAGE_INVALID", { problem: "The signer's address must be an http://, https:// or unix: URL" });
  const path = socketOf(new URL(url));
  const name = path ?? new URL(url).host;
  const rpc: JsonRpc =
    path === undefined
      ? createJsonRpc({ url, timeoutMs })
      : createJsonRpc({ url: "http://localhost", timeoutMs, fetch: socketFetch(path) });
  return { name, ask: (method, params) => askAt(rpc, name, { method, params }), resultOf: resultAt(name) };
}

async function askAt(
  rpc: JsonRpc,
  signer: string,
  { method, params }: { readonly method: string; readonly params: readonly unknown[] },
): Promise<RpcAnswer> {
  try {
    return await rpc.ask(method, params, { idempotent: false });
  } catch (error) {
    if (!isFailure(error)) throw error;
    const problem = String(error.parameters["problem"] ?? "");
    if (error.code === "CHAIN_ANSWER_INVALID") return fail("SIGNER_ANSWER_INVALID", { signer, problem });
    return fail("SIGNER_UNREACHABLE", { signer, problem });
  }
}

function resultAt(signer: string): Remote["resultOf"] {
  return (method, answer) => {
    if (answer.ok) return answer.result;
    const { code, message } = answer.error;
    if (NO_METHOD.has(code)) return fail("SIGNER_UNFIT", { signer, method });
    return fail("SIGNER_REFUSED", { signer, problem: `${method}: ${message} (${code})` });
  };
}

/** As execution-apis and clef name them. Addresses bear their EIP-55 capitals: clef warns its user where they do not. */
function fieldsOf(
  { chain, nonce, gas, fees, to, data }: Unsigned,
  account: Address,
): Readonly<Record<string, string>> {
  return {
    from: getAddress(account),
    ...(to === undefined ? {} : { to: getAddress(to) }),
    gas: hex(gas),
    maxFeePerGas: hex(fees.maxFeePerGas),
    maxPriorityFeePerGas: hex(fees.maxPriorityFeePerGas),
    value: "0x0",
    nonce: hex(nonce),
    data,
    chainId: hex(chainNumber(chain)),
  };
}

function hex(value: bigint | number): string {
  return `0x${value.toString(16)}`;
}

/** clef and geth answer `{ raw, tx }`, web3signer and others the raw transaction alone. */
function rawOf(result: unknown): unknown {
  return typeof result === "object" && result !== null && "raw" in result ? result.raw : result;
}

async function clefSignature(typed: TypedData, account: Address, remote: Remote): Promise<unknown> {
  const method = "account_signTypedData";
  const answer = await remote.ask(method, [getAddress(account), typed]);
  return remote.resultOf(method, answer);
}

/** Nodes have `_v4` and take an object; web3signer has the plain name and takes a text. */
async function nodeSignature(typed: TypedData, account: Address, remote: Remote): Promise<unknown> {
  const newer = await remote.ask("eth_signTypedData_v4", [account, typed]);
  if (newer.ok || !NO_METHOD.has(newer.error.code)) return remote.resultOf("eth_signTypedData_v4", newer);
  const method = "eth_signTypedData";
  return remote.resultOf(method, await remote.ask(method, [account, JSON.stringify(typed)]));
}
