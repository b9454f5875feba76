import { id, Interface, TypedDataEncoder } from "ethers";
import hre from "hardhat";
import { describe, expect, test } from "vitest";
import {
  registryAbi,
  registryBytecode,
  registryImmutables,
  registryRuntimeBytecode,
} from "../../src/adapters/evm/generated/registry.ts";
import { compilerOutput } from "./support/build-output.ts";
import { RegistryChain } from "./support/chain.ts";

type Kind = "methods" | "events" | "errors";

describe("src/adapters/evm/generated/registry.ts", () => {
  test("is what the sources compile to", async () => {
    const artifact = await hre.artifacts.readArtifact("PublicationRegistry");
    expect(registryAbi).toEqual(artifact.abi);
    expect(registryBytecode).toBe(artifact.bytecode);
    expect(registryRuntimeBytecode).toBe(artifact.deployedBytecode);
    const places = Object.values(artifact.immutableReferences ?? {}).flat();
    expect(registryImmutables.map(({ start, length }) => ({ start, length }))).toEqual(
      places.map(({ start, length }) => ({ start, length })).toSorted((a, b) => a.start - b.start),
    );
  });

  test("has the very code that stands at a registry's address, but for the parts of its domain", async () => {
    const chain = await RegistryChain.start();
    try {
      let code = String(await chain.request("eth_getCode", [chain.address, "latest"]));
      const parts = new Set<string>();
      for (const { start, length } of registryImmutables) {
        const [from, to] = [2 + 2 * start, 2 + 2 * (start + length)];
        parts.add(code.slice(from, to));
        code = code.slice(0, from) + "0".repeat(2 * length) + code.slice(to);
      }
      expect(code).toBe(registryRuntimeBytecode);
      const word = (hex: string) => hex.padStart(64, "0");
      const domain = { name: "Colophon", version: "1", chainId: 31337, verifyingContract: chain.address };
      expect(parts).toEqual(
        new Set([
          word(chain.address.slice(2)),
          word((31337).toString(16)),
          TypedDataEncoder.hashDomain(domain).slice(2),
          ...["Colophon", "1"].map((text) => id(text).slice(2)),
          ...["Colophon", "1"].map((text) => shortString(text)),
        ]),
      );
    } finally {
      await chain.close();
    }
  });

  test("has the interface's functions, events and errors, and those of OpenZeppelin's EIP712", async () => {
    const inherited = [
      "error InvalidShortString()",
      "error StringTooLong(string str)",
      "event EIP712DomainChanged()",
      "function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)",
    ];
    const { abi } = await hre.artifacts.readArtifact("IPublicationRegistry");
    const lines = (of: readonly unknown[]) => new Interface(JSON.stringify(of)).format().toSorted();
    expect(lines(registryAbi)).toEqual([...lines(abi), ...inherited].toSorted());
  });
});

describe("the runtime code", () => {
  const banned: Readonly<Record<number, string>> = {
    0xf0: "CREATE",
    0xf1: "CALL",
    0xf2: "CALLCODE",
    0xf4: "DELEGATECALL",
    0xf5: "CREATE2",
    0xff: "SELFDESTRUCT",
  };
  const found = (code: string) => [...opcodes(code)].flatMap((operation) => banned[operation] ?? []);

  test("can neither be destroyed nor run another contract's code, nor call or make one", () => {
    expect(found(registryRuntimeBytecode)).toEqual([]);
  });

  test("is told apart from code that does (contracts/mocks/LossyRegistry.sol)", async () => {
    const { deployedBytecode } = await hre.artifacts.readArtifact("LossyRegistry");
    expect(new Set(found(deployedBytecode))).toEqual(new Set(["DELEGATECALL"]));
  });
});

describe("the interface's NatSpec", () => {
  test.each(["methods", "events", "errors"] as const)(
    "says what each of the %s, its parameters and results mean",
    async (kind) => {
      const { devdoc, userdoc } = await compilerOutput("IPublicationRegistry");
      const expected = await expectations(kind);
      const missing = expected.flatMap(({ signature, inputs, outputs }) => {
        const dev = [devdoc[kind][signature] ?? []].flat()[0];
        const user = [userdoc[kind][signature] ?? []].flat()[0];
        return [
          ...(user?.notice ? [] : [`${signature}: notice`]),
          ...inputs.filter((name) => !dev?.params?.[name]).map((name) => `${signature}: ${name}`),
          ...outputs.filter((name) => !dev?.returns?.[name]).map((name) => `${signature}: ${name}`),
        ];
      });
      expect(expected.length).toBeGreaterThan(8);
      expect(missing).toEqual([]);
    },
  );
});

/** As OpenZeppelin's ShortStrings packs it: the characters from the left, their number in the last byte. */
function shortString(text: string): string {
  const characters = Buffer.from(text, "ascii").toString("hex").padEnd(62, "0");
  return `${characters}0${text.length.toString(16)}`;
}

interface Expectation {
  readonly signature: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

async function expectations(kind: Kind): Promise<readonly Expectation[]> {
  const type = { methods: "function", events: "event", errors: "error" }[kind];
  const { abi } = await hre.artifacts.readArtifact("IPublicationRegistry");
  return new Interface(abi).fragments
    .filter((fragment) => fragment.type === type)
    .map((fragment) => ({
      signature: fragment.format("sighash"),
      inputs: fragment.inputs.map(({ name }) => name),
      outputs: "outputs" in fragment ? (fragment.outputs as { name: string }[]).map(({ name }) => name) : [],
    }));
}

/** Operations in order, without the data of PUSH and without the metadata at the end (its length is the last word). */
function* opcodes(code: string): Generator<number> {
  const bytes = Buffer.from(code.slice(2), "hex");
  const end = bytes.length - 2 - bytes.readUInt16BE(bytes.length - 2);
  for (let at = 0; at < end; at++) {
    const operation = bytes.readUInt8(at);
    yield operation;
    if (operation >= 0x60 && operation <= 0x7f) at += operation - 0x5f;
  }
}
