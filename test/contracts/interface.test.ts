import { Interface } from "ethers";
import hre from "hardhat";
import { describe, expect, test } from "vitest";
import {
  registryAbi,
  registryBytecode,
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
  });

  test("has the very code that stands at a registry's address", async () => {
    const chain = await RegistryChain.start();
    try {
      expect(await chain.request("eth_getCode", [chain.address, "latest"])).toBe(registryRuntimeBytecode);
    } finally {
      await chain.close();
    }
  });

  test("has the interface's functions, events and errors, and no others", async () => {
    const { abi } = await hre.artifacts.readArtifact("IPublicationRegistry");
    const lines = (of: readonly unknown[]) => new Interface(JSON.stringify(of)).format().toSorted();
    expect(lines(registryAbi)).toEqual(lines(abi));
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
      const missing = expectations(kind).flatMap(({ signature, inputs, outputs }) => {
        const dev = [devdoc[kind][signature] ?? []].flat()[0];
        const user = [userdoc[kind][signature] ?? []].flat()[0];
        return [
          ...(user?.notice ? [] : [`${signature}: notice`]),
          ...inputs.filter((name) => !dev?.params?.[name]).map((name) => `${signature}: ${name}`),
          ...outputs.filter((name) => !dev?.returns?.[name]).map((name) => `${signature}: ${name}`),
        ];
      });
      expect(expectations(kind).length).toBeGreaterThan(8);
      expect(missing).toEqual([]);
    },
  );
});

interface Expectation {
  readonly signature: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

function expectations(kind: Kind): readonly Expectation[] {
  const type = { methods: "function", events: "event", errors: "error" }[kind];
  return new Interface(registryAbi).fragments
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
