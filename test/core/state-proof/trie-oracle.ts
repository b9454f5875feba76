import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Interface } from "ethers";
import hre from "hardhat";

/*
 * OpenZeppelin's TrieProof.sol in Hardhat's EVM: another implementation of inclusion, by other people in another
 * language. It does not prove absence.
 */

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;
import {TrieProof} from "@openzeppelin/contracts/utils/cryptography/TrieProof.sol";
contract Oracle {
    function traverse(bytes32 root, bytes calldata key, bytes[] calldata proof) external pure returns (bytes memory) {
        return TrieProof.traverse(root, key, proof);
    }
}`;

const ADDRESS = `0x${"0c".repeat(20)}`;
const oracle = new Interface(["function traverse(bytes32, bytes, bytes[]) view returns (bytes)"]);

interface Solc {
  compile(input: string, callbacks: { import(path: string): { contents: string } }): string;
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts?: Record<string, Record<string, { evm: { deployedBytecode: { object: string } } }>>;
}

export interface TrieOracle extends AsyncDisposable {
  /** The value under a key, or undefined when the library refuses the proof. */
  value(root: Uint8Array, key: Uint8Array, nodes: readonly Uint8Array[]): Promise<string | undefined>;
}

export async function startTrieOracle(): Promise<TrieOracle> {
  const { provider, close } = await start();
  return {
    async value(root, key, nodes) {
      const data = oracle.encodeFunctionData("traverse", [root, key, nodes]);
      try {
        const answer = await provider.request({
          method: "eth_call",
          params: [{ to: ADDRESS, data }, "latest"],
        });
        return String(oracle.decodeFunctionResult("traverse", answer as string)[0]);
      } catch (error) {
        if (/revert/i.test(String(error))) return undefined;
        throw error;
      }
    },
    [Symbol.asyncDispose]: close,
  };
}

async function start() {
  const connection = await hre.network.create();
  const { provider } = connection;
  await provider.request({ method: "hardhat_setCode", params: [ADDRESS, compiled()] });
  return { provider, close: async () => await connection.close() };
}

function compiled(): string {
  const require = createRequire(import.meta.url);
  const input = {
    language: "Solidity",
    sources: { "Oracle.sol": { content: SOURCE } },
    settings: { evmVersion: "cancun", outputSelection: { "*": { Oracle: ["evm.deployedBytecode.object"] } } },
  };
  const read = (path: string) => ({ contents: readFileSync(require.resolve(path), "utf8") });
  const output = JSON.parse(
    (require("solc") as Solc).compile(JSON.stringify(input), { import: read }),
  ) as Output;
  const code = output.contracts?.["Oracle.sol"]?.["Oracle"]?.evm.deployedBytecode.object;
  if (code === undefined) throw new Error(output.errors?.[0]?.formattedMessage ?? "no code");
  return `0x${code}`;
}
