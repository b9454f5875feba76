import type { Interface } from "ethers";
import hre from "hardhat";

interface Receipt {
  readonly status: string;
  readonly gasUsed: string;
  readonly contractAddress: string | null;
}

/** 2020-01-01. Block times are part of heads and signatures, whose zero bytes are cheaper: they are the same in every run. */
const START = 1_577_836_800;

/** A fresh in-process chain (Hardhat's EDR) on which all registries are measured. */
export class BenchChain {
  readonly accounts: readonly string[];
  readonly #connection: Awaited<ReturnType<typeof hre.network.create>>;
  #time = START;

  private constructor(
    connection: Awaited<ReturnType<typeof hre.network.create>>,
    accounts: readonly string[],
  ) {
    this.#connection = connection;
    this.accounts = accounts;
  }

  static async start(): Promise<BenchChain> {
    const connection = await hre.network.create({ override: { initialDate: new Date(START * 1000) } });
    const accounts = await connection.provider.request({ method: "eth_accounts" });
    return new BenchChain(connection, accounts as string[]);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  account(index: number): string {
    const found = this.accounts[index];
    if (found === undefined) throw new Error(`no account ${index}`);
    return found;
  }

  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    return await this.#connection.provider.request({ method, params: [...params] });
  }

  async deploy(bytecode: string, from = this.account(0)): Promise<string> {
    const { contractAddress } = await this.#send({ from, data: bytecode, gas: "0xf00000" });
    if (contractAddress === null) throw new Error("nothing was deployed");
    return contractAddress;
  }

  contract(address: string, face: Interface): Contract {
    return new Contract(this, address, face);
  }

  async send(to: string, data: string, from: string): Promise<number> {
    return Number((await this.#send({ from, to, data, gas: "0xf00000" })).gasUsed);
  }

  async #send(transaction: Readonly<Record<string, string>>): Promise<Receipt> {
    this.#time += 12;
    await this.#connection.networkHelpers.time.setNextBlockTimestamp(this.#time);
    const hash = await this.request("eth_sendTransaction", [transaction]);
    const receipt = (await this.request("eth_getTransactionReceipt", [hash])) as Receipt;
    if (receipt.status !== "0x1") throw new Error("a call that was to be measured reverted");
    return receipt;
  }
}

/** One deployed contract. */
export class Contract {
  readonly address: string;
  readonly #chain: BenchChain;
  readonly #face: Interface;

  constructor(chain: BenchChain, address: string, face: Interface) {
    this.#chain = chain;
    this.address = address;
    this.#face = face;
  }

  /** Gas of the transaction that makes the call, a view's too. */
  async gas(name: string, args: readonly unknown[], from = this.#chain.account(0)): Promise<number> {
    return await this.#chain.send(this.address, this.#face.encodeFunctionData(name, args), from);
  }

  async view(name: string, args: readonly unknown[]): Promise<unknown> {
    const call = { to: this.address, data: this.#face.encodeFunctionData(name, args) };
    const answer = (await this.#chain.request("eth_call", [call, "latest"])) as string;
    return this.#face.decodeFunctionResult(name, answer)[0];
  }
}
