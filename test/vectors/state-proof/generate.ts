import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { Contract, ContractFactory, JsonRpcProvider, keccak256, NonceManager, toBeHex, Wallet } from "ethers";
import { registryAbi, registryBytecode } from "../../../src/adapters/evm/generated/registry.ts";

/*
 * Plays one publication on a fresh development node and writes what the node answers about it:
 *   node generate.ts <file> <url> <private key> [header command]
 * The header's RLP is the node's own (debug_getRawHeader), or what the command prints for a block's hash.
 * README.md beside this says which nodes were used. Nothing of src/core takes part.
 */

const [file = "", url = "", key = "", headerCommand] = process.argv.slice(2);
const provider = new JsonRpcProvider(url, undefined, {
  cacheTimeout: -1,
  polling: true,
  pollingInterval: 50,
});
const wallet = new NonceManager(new Wallet(key, provider));

const digest = (name: string): string => keccak256(new TextEncoder().encode(name));
const [profile, one, two, three, reason, root, list] = [
  "profile",
  "one",
  "two",
  "three",
  "reason",
  "root",
  "list",
].map(digest) as [string, string, string, string, string, string, string];
const editor = `0x${"ed".repeat(20)}`;
const heir = `0x${"4e".repeat(20)}`;
const id = 2;

const registry = await deploy(registryBytecode, registryAbi);
const address = await registry.getAddress();
await call("register", digest("another profile"));
await call("register", profile);
await call("grantPublisher", id, editor);
await call("anchor", id, "2019-11-26", one);
await call("anchor", id, "2019-12-03", two);
await call("revise", id, "2019-11-26", three, one, reason);
await call("post", id, two, 2, reason);
const batchEntry = 7;
await call("anchorBatch", id, root, 1000, list);
await call("transferOwnership", id, heir);

// Every slot is worked out by cast, which shares no code with the layout that is tested.
const P = cast("index", "uint256", String(id), "1");
const at = (n: number): string => toBeHex(BigInt(P) + BigInt(n), 32);
const under = (type: string, name: string, n: number): string => cast("index", type, name, at(n));
const slots: Record<string, string> = {
  count: toBeHex(0, 32),
  state: at(0),
  head: at(1),
  offer: at(2),
  profile: at(3),
  "current 2019-11-26": under("string", "2019-11-26", 4),
  "current 2019-12-03": under("string", "2019-12-03", 4),
  "current nothing": under("string", "nothing", 4),
  "record one": under("bytes32", one, 5),
  "record two": under("bytes32", two, 5),
  "record three": under("bytes32", three, 5),
  "record nothing": under("bytes32", digest("nothing"), 5),
  publishers: at(6),
  "publisher 0": cast("keccak", at(6)),
  "grant editor": under("address", editor, 7),
  "grant heir": under("address", heir, 7),
  batch: under("bytes32", root, 8),
  "batch nothing": under("bytes32", digest("nothing"), 8),
  list: under("uint256", String(batchEntry), 9),
  "list nothing": under("uint256", "6", 9),
};

const views = {
  publications: await view("publications"),
  publication: await view("publication", id),
  current: await view("current", id, "2019-11-26"),
  one: await view("record", id, one),
  two: await view("record", id, two),
  three: await view("record", id, three),
  batch: await view("batch", id, root),
};

// A trie deep enough for nodes that are shorter than their hash: two keys that begin with the same eight nibbles.
const twins = findTwins();
const setter = await deploy("0x6008600c60003960086000f36020356000355500", []);
const words = [...Array(40).keys()].map((n) => ({
  slot: toBeHex(n, 32),
  value: n + 1,
}));
for (const { slot, value } of [...words, { slot: twins[0], value: 7 }, { slot: twins[1], value: 9 }])
  await (
    await wallet.sendTransaction({
      to: await setter.getAddress(),
      data: slot + toBeHex(value, 32).slice(2),
    })
  ).wait();

const latest = (await provider.send("eth_getBlockByNumber", ["latest", false])) as Record<string, unknown>;
const { transactions: _, withdrawals: __, ...block } = latest;
const answers = {
  registry: await proof(address, Object.values(slots)),
  setter: await proof(await setter.getAddress(), [twins[0], twins[1], toBeHex(3, 32), toBeHex(99, 32)]),
  nobody: await proof(`0x${"99".repeat(20)}`, []),
};
const storage = Object.fromEntries(
  await Promise.all(
    Object.entries(slots).map(async ([name, slot]) => [
      name,
      await provider.send("eth_getStorageAt", [address, slot, "latest"]),
    ]),
  ),
) as Record<string, string>;

const vector = {
  client: await provider.send("web3_clientVersion", []),
  block,
  header: await header(String(block["hash"])),
  registry: address.toLowerCase(),
  publication: String(id),
  names: {
    profile,
    one,
    two,
    three,
    reason,
    root,
    list,
    editor,
    heir,
    nothing: digest("nothing"),
    batchEntry,
  },
  slots,
  storage,
  views,
  answers,
};
const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);
writeFileSync(file, `${JSON.stringify(vector, plain, 1)}\n`);
console.log(`${file}: ${readFileSync(file).length} bytes, block ${Number(block["number"])}`);
provider.destroy();

async function deploy(bytecode: string, abi: readonly object[]): Promise<Contract> {
  const deployed = await new ContractFactory(abi, bytecode, wallet).deploy();
  await deployed.waitForDeployment();
  return deployed as Contract;
}

async function call(name: string, ...args: readonly unknown[]): Promise<void> {
  const sent = (await registry.getFunction(name)(...args)) as {
    wait(): Promise<unknown>;
  };
  await sent.wait();
}

async function view(name: string, ...args: readonly unknown[]): Promise<unknown> {
  const answer: unknown = await registry.getFunction(name).staticCall(...args);
  return typeof answer === "object" && answer !== null && "toObject" in answer
    ? (answer as { toObject(): unknown }).toObject()
    : answer;
}

async function proof(account: string, keys: readonly string[]): Promise<unknown> {
  return await provider.send("eth_getProof", [account, keys, latest["number"]]);
}

async function header(hash: string): Promise<string> {
  if (headerCommand === undefined) return (await provider.send("debug_getRawHeader", [hash])) as string;
  return execFileSync("sh", ["-c", `${headerCommand} ${hash} --raw --rpc-url ${url}`], {
    encoding: "utf8",
  }).trim();
}

function cast(...args: readonly string[]): string {
  return execFileSync("cast", [...args], { encoding: "utf8" }).trim();
}

function findTwins(): readonly [string, string] {
  const seen = new Map<string, string>();
  for (let n = 1_000_000; ; n++) {
    const slot = toBeHex(n, 32);
    const start = keccak256(slot).slice(0, 10);
    const other = seen.get(start);
    if (other !== undefined) return [other, slot];
    seen.set(start, slot);
  }
}
