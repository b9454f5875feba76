import { Interface, type LogDescription, type Result } from "ethers";
import hre from "hardhat";
import { registryAbi, registryBytecode } from "../../../src/adapters/evm/generated/registry.ts";
import { type Address, parseAddress } from "../../../src/core/address.ts";
import { type Bytes32, type Digest, parseDigest } from "../../../src/core/digest.ts";
import { parsePublicationId, type PublicationRef, publicationRef } from "../../../src/core/publication.ts";

export const registryInterface = new Interface(registryAbi);

/** What a call did: its logs and what it cost, or what it was refused with. */
export type Outcome =
  | {
      readonly ok: true;
      readonly logs: readonly LogDescription[];
      readonly time: number;
      readonly gas: number;
    }
  | Refused;

/** The custom error that a call reverted with, and its arguments as text; no name when it reverted without data. */
export interface Refused {
  readonly ok: false;
  readonly error: string;
  readonly args: readonly string[];
}

interface Receipt {
  readonly status: string;
  readonly gasUsed: string;
  readonly contractAddress: string;
  readonly logs: readonly RawLog[];
}

export interface RawLog {
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockTimestamp: string;
}

/** A fresh in-process chain with a registry, the code that src/ deploys, at 0x5fbd…0aa3. */
export class RegistryChain {
  readonly accounts: readonly Address[];
  readonly address: Address;
  readonly deployGas: number;
  private readonly connection: Awaited<ReturnType<typeof hre.network.create>>;

  private constructor(
    connection: Awaited<ReturnType<typeof hre.network.create>>,
    accounts: readonly Address[],
    receipt: Receipt,
  ) {
    this.connection = connection;
    this.accounts = accounts;
    this.address = parseAddress(receipt.contractAddress);
    this.deployGas = Number(receipt.gasUsed);
  }

  /** With `over`, the code that is deployed on top of the registry and asked in its place. */
  static async start(over?: (registry: Address) => Promise<string>): Promise<RegistryChain> {
    // A fixed date, so that the times of the vectors lie in its future on every day that the tests run.
    const connection = await hre.network.create({ override: { initialDate: "2020-01-01T00:00:00Z" } });
    const { provider } = connection;
    const accounts = (await provider.request({ method: "eth_accounts" })) as string[];
    const deploy = async (data: string) => {
      const transaction = { from: accounts[0], data };
      const hash = await provider.request({ method: "eth_sendTransaction", params: [transaction] });
      return (await provider.request({ method: "eth_getTransactionReceipt", params: [hash] })) as Receipt;
    };
    let receipt = await deploy(registryBytecode);
    if (over !== undefined) receipt = await deploy(await over(parseAddress(receipt.contractAddress)));
    return new RegistryChain(connection, accounts.map(parseAddress), receipt);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  ref(id: bigint | number): PublicationRef {
    return publicationRef("eip155:31337", this.address, parsePublicationId(id.toString()).toString());
  }

  account(index: number): Address {
    const found = this.accounts[index];
    if (found === undefined) throw new Error(`no account ${index}`);
    return found;
  }

  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    return await this.connection.provider.request({ method, params: [...params] });
  }

  /** The block that holds the next transaction gets this time, in Unix seconds. */
  async nextTime(time: number): Promise<void> {
    await this.connection.networkHelpers.time.setNextBlockTimestamp(time);
  }

  async call(from: Address, name: string, args: readonly unknown[]): Promise<Outcome> {
    const data = registryInterface.encodeFunctionData(name, args);
    const transaction = { from, to: this.address, data, gas: "0x200000" };
    let hash: unknown;
    try {
      hash = await this.request("eth_sendTransaction", [transaction]);
    } catch (error) {
      return refusal(error);
    }
    const receipt = (await this.request("eth_getTransactionReceipt", [hash])) as Receipt;
    const time = Number(receipt.logs[0]?.blockTimestamp);
    return { ok: true, logs: receipt.logs.map(parseLog), time, gas: Number(receipt.gasUsed) };
  }

  /** What the next transaction would get back, as text, or be refused with; nothing is sent. */
  async simulate(from: Address, name: string, args: readonly unknown[]): Promise<string | Refused> {
    const data = registryInterface.encodeFunctionData(name, args);
    try {
      const answer = await this.request("eth_call", [{ from, to: this.address, data }, "pending"]);
      return String(registryInterface.decodeFunctionResult(name, answer as string)[0]);
    } catch (error) {
      return refusal(error);
    }
  }

  /** For calls that only set the scene. */
  async mustCall(from: Address, name: string, args: readonly unknown[]): Promise<void> {
    const outcome = await this.call(from, name, args);
    if (!outcome.ok) throw new Error(`${name} was refused: ${outcome.error}`);
  }

  /** The answer of a view, as raw bytes. */
  async raw(name: string, args: readonly unknown[]): Promise<string> {
    const data = registryInterface.encodeFunctionData(name, args);
    return (await this.request("eth_call", [{ to: this.address, data }, "latest"])) as string;
  }

  /** The answer of a view with one result. */
  async view(name: string, args: readonly unknown[]): Promise<unknown> {
    return (await this.answer(name, args))[0];
  }

  /** The answer of a view, all its results. */
  async answer(name: string, args: readonly unknown[]): Promise<Result> {
    return registryInterface.decodeFunctionResult(name, await this.raw(name, args));
  }

  async head(id: bigint | number): Promise<Digest> {
    return parseDigest((await this.view("head", [id])) as string);
  }

  async logs(): Promise<readonly LogDescription[]> {
    const filter = { address: this.address, fromBlock: "0x0", toBlock: "latest" };
    return ((await this.request("eth_getLogs", [filter])) as RawLog[]).map(parseLog);
  }

  async storage(slot: Bytes32): Promise<Bytes32> {
    return (await this.request("eth_getStorageAt", [this.address, slot, "latest"])) as Bytes32;
  }
}

function parseLog(log: RawLog): LogDescription {
  const parsed = registryInterface.parseLog(log);
  if (parsed === null) throw new Error("a log that the registry's ABI does not know");
  return parsed;
}

function refusal(error: unknown): Refused {
  const data = (error as { data?: unknown }).data;
  if (data === "0x") return { ok: false, error: "", args: [] };
  if (typeof data !== "string") throw error;
  const parsed = registryInterface.parseError(data);
  if (parsed === null) throw error;
  return { ok: false, error: parsed.name, args: parsed.args.toArray().map(textOf) };
}

/** Numbers in decimal, addresses and bytes in lower-case hexadecimal digits. */
export function textOf(value: unknown): string {
  const text = String(value);
  return /^0x[0-9a-fA-F]*$/.test(text) ? text.toLowerCase() : text;
}
