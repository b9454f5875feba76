import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { AbiCoder, Interface, ZeroAddress, ZeroHash } from "ethers";
import type { BenchChain, Contract } from "./chain.ts";
import { type Compiled, compile, one } from "./compile.ts";
import type { Row } from "./row.ts";
import { cid, digest, digests, label, MANY, uri } from "./sample.ts";

const abi = AbiCoder.defaultAbiCoder();
const require = createRequire(import.meta.url);
const NO_SEQUEL = "label, revision, history";

/** Ethereum Attestation Service 1.9.0, compiled from the sources in its package. */
export async function eas(chain: BenchChain): Promise<readonly Row[]> {
  const { service, schemas } = await deployEas(chain);
  const schema = async (text: string): Promise<string> => {
    const args = [text, ZeroAddress, true];
    const uid = await schemas.view("register", args);
    await schemas.gas("register", args);
    return uid as string;
  };
  const bare = await schema("bytes32 digest");
  const full = await schema("bytes32 digest,string label,string uri");
  const attest = async (uid: string, data: string) =>
    await service.gas("attest", [[uid, [ZeroAddress, 0, true, ZeroHash, data, 0]]]);
  const row = (call: string, gas: number, without: string, issues = 1): Row => ({
    registry: "EAS 1.9.0",
    call,
    gas,
    issues,
    writer: "anyone",
    without,
  });
  const named = abi.encode(["bytes32", "string", "string"], [digest(2), label, uri]);
  return [
    row("timestamp", await service.gas("timestamp", [digest(0)]), `who, ${NO_SEQUEL}`),
    row(
      `multiTimestamp x ${MANY}`,
      await service.gas("multiTimestamp", [digests(100, MANY)]),
      `who, ${NO_SEQUEL}`,
      MANY,
    ),
    row("attest a digest", await attest(bare, digest(1)), NO_SEQUEL),
    row("attest digest, label, URI", await attest(full, named), "one digest per label, history"),
  ];
}

/** OpenAttestation's DocumentStore 3.0.0, as its package carries it compiled: the package has no sources. */
export async function documentStore(chain: BenchChain): Promise<readonly Row[]> {
  const { abi: face, bytecode } = packagedStore();
  const owner = chain.account(0);
  const constructor = abi.encode(["string", "address"], ["Store", owner]).slice(2);
  const address = await chain.deploy(bytecode + constructor);
  const store = chain.contract(address, new Interface(face));
  const row = (call: string, gas: number, without: string, issues = 1): Row => ({
    registry: "DocumentStore 3.0.0",
    call,
    gas,
    issues,
    writer: "issuers of the one store",
    without,
  });
  return [
    row("issue", await store.gas("issue", [digest(0)]), NO_SEQUEL),
    row(`bulkIssue x ${MANY}`, await store.gas("bulkIssue", [digests(100, MANY)]), NO_SEQUEL, MANY),
    row("revoke", await store.gas("revoke", [digest(0)]), "kind, reason, history"),
  ];
}

/** A bare mapping and the registry of a tutorial (Tutorials.sol). */
export async function tutorials(chain: BenchChain): Promise<readonly Row[]> {
  const contracts = compile({ "Tutorials.sol": fileURLToPath(new URL("Tutorials.sol", import.meta.url)) });
  const deploy = async (name: string): Promise<Contract> => {
    const { abi: face, bytecode } = one(contracts, name);
    return chain.contract(await chain.deploy(bytecode), new Interface(face));
  };
  const [mapping, tutorial] = [await deploy("BareMapping"), await deploy("TutorialRegistry")];
  // The first entry of a list costs more than those that follow.
  await tutorial.gas("add", [cid]);
  const row = (registry: string, call: string, gas: number, without: string): Row => ({
    registry,
    call,
    gas,
    issues: 1,
    writer: "anyone",
    without,
  });
  return [
    row("bare mapping", "record", await mapping.gas("record", [digest(0)]), `who, when, ${NO_SEQUEL}`),
    row("tutorial, CID as text", "add", await tutorial.gas("add", [cid]), NO_SEQUEL),
  ];
}

async function deployEas(chain: BenchChain): Promise<{ service: Contract; schemas: Contract }> {
  const folder = "@ethereum-attestation-service/eas-contracts/contracts";
  const contracts = compile({
    [`${folder}/EAS.sol`]: require.resolve("@ethereum-attestation-service/eas-contracts/contracts/EAS.sol"),
    [`${folder}/SchemaRegistry.sol`]:
      require.resolve("@ethereum-attestation-service/eas-contracts/contracts/SchemaRegistry.sol"),
  });
  const [registry, main] = [one(contracts, "SchemaRegistry"), one(contracts, "EAS")];
  const schemas = chain.contract(await chain.deploy(registry.bytecode), new Interface(registry.abi));
  const constructor = abi.encode(["address"], [schemas.address]).slice(2);
  const address = await chain.deploy(main.bytecode + constructor);
  return { service: chain.contract(address, new Interface(main.abi)), schemas };
}

function packagedStore(): Compiled {
  const { DocumentStore__factory } =
    require("@govtechsg/document-store/dist/contracts/factories/contracts/DocumentStore__factory.js") as {
      DocumentStore__factory: Compiled;
    };
  return DocumentStore__factory;
}
