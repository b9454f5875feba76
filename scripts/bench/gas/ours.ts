import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { Interface } from "ethers";
import { registryAbi, registryBytecode } from "../../../src/adapters/evm/generated/registry.ts";
import type { BenchChain, Contract } from "./chain.ts";
import type { Row } from "./row.ts";
import { digest } from "./sample.ts";

const ID = 1;
const SIZES = [100, 1000, 10_000];
const FAR = 2n ** 40n;
const ANCHOR = ["address publisher", "uint256 publicationId", "string label", "bytes32 digest"];

/** Our registry: the code that src/ deploys, in a publication that has entries. */
export async function colophon(chain: BenchChain): Promise<readonly Row[]> {
  const registry = chain.contract(await chain.deploy(registryBytecode), new Interface(registryAbi));
  await registry.gas("register", [digest(0)]);
  const row = (call: string, gas: number, issues = 1): Row => ({
    registry: "Colophon",
    call,
    gas,
    issues,
    writer: "owner, publishers",
    without: "",
  });
  await registry.gas("anchor", [ID, "2019-11-25", digest(1)]);
  const rows = [
    row("anchor", await registry.gas("anchor", [ID, "2019-11-26", digest(2)])),
    row(
      "revise, with a reason",
      await registry.gas("revise", [ID, "2019-11-26", digest(3), digest(2), digest(4)]),
    ),
    row("post a notice", await registry.gas("post", [ID, digest(3), 2, digest(5)])),
    row("anchorBySig, sent by another", await signed(chain, registry)),
  ];
  const batches = SIZES.map((size) => ({ size, tree: batchOf(size) }));
  for (const { size, tree } of batches) {
    const gas = await registry.gas("anchorBatch", [ID, tree.root, size, digest(size)]);
    rows.push(row(`anchorBatch of ${size.toLocaleString("en")}`, gas, size));
  }
  for (const { size, tree } of batches) {
    const [, label, inside] = tree.at(0) ?? [];
    const gas = await registry.gas("verifyBatched", [ID, [tree.root, label, inside, tree.getProof(0)]]);
    rows.push({
      ...row(`verifyBatched, one of ${size.toLocaleString("en")}`, gas),
      writer: "a view, free to ask",
    });
  }
  return rows;
}

function batchOf(size: number): StandardMerkleTree<[number, string, string]> {
  const issues = Array.from({ length: size }, (_, n): [number, string, string] => [
    ID,
    `batch-${size}-${n}`,
    digest(size * 10 + n),
  ]);
  return StandardMerkleTree.of(issues, ["uint256", "string", "bytes32"]);
}

async function signed(chain: BenchChain, registry: Contract): Promise<number> {
  const [publisher, sender] = [chain.account(0), chain.account(1)];
  const fields = (of: readonly string[]) =>
    of.map((field) => ({ type: field.split(" ")[0], name: field.split(" ")[1] }));
  const head = (await registry.view("head", [ID])) as string;
  const message = {
    publisher,
    publicationId: ID,
    label: "2019-11-27",
    digest: digest(6),
    head,
    deadline: FAR,
  };
  const typed = {
    domain: { name: "Colophon", version: "1", chainId: 31_337, verifyingContract: registry.address },
    types: {
      EIP712Domain: fields(["string name", "string version", "uint256 chainId", "address verifyingContract"]),
      Anchor: fields([...ANCHOR, "bytes32 head", "uint256 deadline"]),
    },
    primaryType: "Anchor",
    message: { ...message, deadline: FAR.toString() },
  };
  const signature = await chain.request("eth_signTypedData_v4", [publisher, typed]);
  const by = [publisher, head, FAR, signature];
  return await registry.gas("anchorBySig", [ID, message.label, message.digest, by], sender);
}
