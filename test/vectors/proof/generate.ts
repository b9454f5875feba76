import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Contract, ContractFactory, JsonRpcProvider, keccak256, NonceManager, Wallet } from "ethers";
import { registryAbi, registryBytecode } from "../../../src/adapters/evm/generated/registry.ts";
import { createChain } from "../../../src/adapters/evm/chain.ts";
import { createRegistry } from "../../../src/adapters/evm/registry.ts";
import { createStateProofs } from "../../../src/adapters/evm/state-proof.ts";
import { textReading } from "../../../src/adapters/document/node-reader.ts";
import { textBlocks } from "../../../src/adapters/document/text.ts";
import { nodeSha256, nodeSha256Stream } from "../../../src/adapters/node/sha256.ts";
import { parseAddress } from "../../../src/core/address.ts";
import { batchTree } from "../../../src/core/batch/tree.ts";
import { packContent } from "../../../src/core/dag/pack.ts";
import { type Digest, digestToBytes32, parseDigest } from "../../../src/core/digest.ts";
import type { Endorsement, Statement } from "../../../src/core/endorsement/endorsement.ts";
import { endorsementTypedData } from "../../../src/core/endorsement/typed-data.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { foldAll } from "../../../src/core/history/fold.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { decodeManifest, encodeManifest } from "../../../src/core/manifest/codec.ts";
import type { SourceFile, TextReader } from "../../../src/core/ports.ts";
import { comparePaths } from "../../../src/core/path.ts";
import type { BatchedIssue } from "../../../src/core/batch/path.ts";
import { encodeIdentity } from "../../../src/core/identity/evidence.ts";
import type { Encoded } from "../../../src/core/document.ts";
import { encodeProfile } from "../../../src/core/profile.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import type { Endorsable } from "../../../src/core/proof/endorsed.ts";
import { writeProof } from "../../../src/core/proof/write.ts";
import type { Signature } from "../../../src/core/signed-call/call.ts";
import { quotableText } from "../../../src/core/text/quotation.ts";
import { type QuotationProof, quotationProver } from "../../../src/core/text/quotation-proof.ts";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
import { memoryFile } from "../../support/hashing.ts";

/*
 * Plays one publication on a fresh development node and writes proofs about it, with what a verifier has to believe and
 * what the registry's own views answered:
 *   node generate.ts <folder> <url> <private key> [word]
 * README.md beside this says how the files here were made. The word goes into every file of every issue, so that two
 * runs tell of different issues.
 */

const [folder = "", url = "", key = "", word = "tide"] = process.argv.slice(2);
const { texts } = textReading();
const provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1, polling: true, pollingInterval: 50 });
const wallet = new NonceManager(new Wallet(key, provider));
const chain = `eip155:${(await provider.getNetwork()).chainId}`;
const reason = digestToBytes32(parseDigest("7e".repeat(32)));
const id = 2;
mkdirSync(folder, { recursive: true });

interface Made {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly page: SourceFile | undefined;
}

const registry = await deploy(registryBytecode, registryAbi);
const address = (await registry.getAddress()).toLowerCase();
const ref = publicationRef(chain, address, String(id));
const profile = encodeProfile({ title: `The ${word} table`, domain: `${word}.press` }, nodeSha256);
const neighbour = encodeProfile({ title: "Another", domain: `${word}.press` }, nodeSha256);
const moved = encodeProfile({ title: `The ${word} table`, domain: `${word}.news` }, nodeSha256);
const evidence = encodeIdentity(`${word}.press`, ref, { by: ["dns", "file"], sha256: nodeSha256 });
const misled = encodeIdentity(`${word}.press`, publicationRef(chain, address, "1"), { by: ["dns"], sha256: nodeSha256 });
const all = [profile, neighbour, moved, evidence, misled];
await call("register", digestToBytes32(neighbour.digest));
await call("register", digestToBytes32(profile.digest));

const alone = await issue("1", "first");
await call("anchor", id, "1", digestToBytes32(alone.digest));
const before = await issue("2", "with an error");
await call("anchor", id, "2", digestToBytes32(before.digest));
const after = await issue("2", "without the error", { supersedes: before.digest });
await call("revise", id, "2", digestToBytes32(after.digest), digestToBytes32(before.digest), reason);
const invented = await issue("3", "an invented interview");
await call("anchor", id, "3", digestToBytes32(invented.digest));
await call("post", id, digestToBytes32(invented.digest), 2, reason);

const batch = await batched(["a", "b", "c", "d", "e"]);
await call("anchorBatch", id, batch.root, 5, reason);
const corrected = await issue("b", "b without the error", { supersedes: batch.of("b").digest });
await call("reviseBatched", id, call4(batch.at("b")), digestToBytes32(corrected.digest), reason);
const again = await issue("1", "another under the label of the first");
const rivals = batchTree(ref.id, [{ label: parseLabel("1"), digest: again.digest }]);
await call("anchorBatch", id, rivals.root, 1, reason);
const late = await issue("c", "another, anchored after the batch");
await call("anchor", id, "c", digestToBytes32(late.digest));

const spoken = await issue("4", "At six in the morning.", { texts });
await call("anchor", id, "4", digestToBytes32(spoken.digest));
const spokenTogether = await batched(["f", "g"], { texts });
await call("anchorBatch", id, spokenTogether.root, 2, reason);

const named = await issue("5", "with evidence", { identity: evidence });
await call("anchor", id, "5", digestToBytes32(named.digest));
const namedWrongly = await issue("6", "with evidence about another publication", { identity: misled });
await call("anchor", id, "6", digestToBytes32(namedWrongly.digest));
const namedByNone = await issue("7", "with a profile for evidence", { identity: profile });
await call("anchor", id, "7", digestToBytes32(namedByNone.digest));

let at = await settled();
const f0 = spokenTogether.of("f");
await proof("identity", named, { documents: all });
await proof("identity-of-evidence", named, { documents: [evidence] });
await proof("identity-remade", named, { path: "index.html", documents: [profile] });
await proof("identity-of-profile", batch.of("a"), { batch: batch.at("a"), documents: all });
await proof("identity-misled", namedWrongly, { documents: all });
await proof("identity-of-none", namedByNone, { documents: all });
const history = await entriesNow();
await proof("endorsed-single", namedByNone, { endorsements: await endorsed(namedByNone, [0, 0]) });
await proof("endorsed-file", named, { path: "index.html", endorsements: await endorsed(named, [1, 2]) });
await proof("endorsed-batched", f0, { batch: spokenTogether.at("f"), endorsements: await endorsed(f0, [0]) });
await proof("endorsed-extracted", batch.of("b"), { endorsements: await endorsed(batch.of("b"), [0, 1]) });
await proof("endorsed-retracted", invented, { endorsements: await endorsed(invented, [0, 9]) });
await proof("quotation", spoken, await quoting(spoken, "six in the morning"));
await proof("quotation-of-blocks", spoken, await quoting(spoken, `morning. 2: high ${word}. 3`));
const [f, held] = [spokenTogether.of("f"), spokenTogether.at("f")];
await proof("quotation-batched", f, { ...(await quoting(f, `9: high ${word}.`)), batch: held });
await proof("single", alone);
await proof("file", alone, { path: "images/map.svg" });
await proof("revised", after);
await proof("superseded", before);
await proof("retracted", invented);
await proof("batched", batch.of("a"), { path: "index.html", batch: batch.at("a") });
await proof("batched-superseded", batch.of("b"));
await proof("batched-revised", corrected);
await proof("batched-kept", batch.of("c"), { batch: batch.at("c") });
await proof("label-taken", again, {
  batch: { ...rivals, label: parseLabel("1"), digest: again.digest, path: [] },
});
await proof("after-the-batch", late);
await foreign();
await call("setProfile", id, digestToBytes32(moved.digest));
at = await settled();
await proof("identity-moved", named, { documents: all });
provider.destroy();

/** A manifest as this program makes it, of three files. */
async function issue(
  label: string,
  text: string,
  { supersedes, texts, identity }: { supersedes?: Digest; texts?: TextReader; identity?: Encoded } = {},
): Promise<Made> {
  const hours = Array.from({ length: 12 }, (_, i) => `<p>${i + 2}: high ${word}.</p>\n`).join("");
  const more = texts === undefined ? "" : hours;
  const files = [
    memoryFile("index.html", `<!doctype html>\n<title>${label}</title>\n<p>${word}: ${text}</p>\n${more}`),
    memoryFile("images/map.svg", `<svg xmlns="http://www.w3.org/2000/svg"><title>${word}</title></svg>\n`),
    memoryFile("über.txt", `${word} ${label} ${text}\n`),
  ].toSorted((a, b) => comparePaths(a.path, b.path));
  const sha256 = nodeSha256;
  const packed = await packContent(
    files,
    { put: () => Promise.resolve() },
    {
      hashing: { sha256, stream: nodeSha256Stream },
      typeOf: ({ path }) =>
        path.endsWith("html") ? "text/html" : path.endsWith("svg") ? "image/svg+xml" : "text/plain",
      ...(texts === undefined ? {} : { texts }),
    },
  );
  const { digest, bytes } = encodeManifest(
    {
      ...packed,
      issue: {
        date: "2019-11-26" as never,
        label: parseLabel(label),
        revision: supersedes === undefined ? 1 : 2,
        title: `Issue ${label}`,
      },
      ...(identity === undefined ? {} : { identity: identity.block.cid }),
      profile: "unixfs-v1-2025",
      publication: ref,
      ...(supersedes === undefined ? {} : { supersedes }),
      type: "colophon/manifest/1",
    },
    sha256,
  );
  return { digest, bytes, page: files.find(({ path }) => path === "index.html") };
}

/** What proves a passage of its page. */
async function quoting({ bytes, digest, page }: Made, passage: string) {
  const file = decodeManifest(bytes, digest, nodeSha256).files.find(({ path }) => path === page?.path);
  const chunks: Uint8Array[] = [];
  for await (const chunk of page?.read() ?? []) chunks.push(chunk);
  const blocks = await textBlocks(new Uint8Array(Buffer.concat(chunks)), "text/html");
  if (file?.text === undefined || blocks === undefined) throw new RangeError("it has no text");
  const [place] = quotableText(blocks).find(passage);
  if (place === undefined) throw new RangeError(`not there: ${passage}`);
  const quotation = quotationProver(blocks, nodeSha256)(passage, place, file.text);
  return { path: file.path, quotation };
}

async function batched(labels: readonly string[], how: { texts?: TextReader } = {}) {
  const made = new Map<string, Made>();
  for (const label of labels) made.set(label, await issue(label, `${label} of a batch`, how));
  const of = (label: string): Made => made.get(label) ?? alone;
  const listed = labels.map((label) => ({ label: parseLabel(label), digest: of(label).digest }));
  const tree = batchTree(ref.id, listed);
  const at = (label: string): BatchedIssue => {
    const named = { label: parseLabel(label), digest: of(label).digest };
    return { ...named, root: tree.root, path: tree.path(named) ?? [] };
  };
  return { root: tree.root, of, at };
}

function call4({ root, label, digest, path }: BatchedIssue): readonly unknown[] {
  return [root, label, digestToBytes32(digest), path];
}

async function proof(
  name: string,
  { bytes, digest }: Made,
  {
    documents = [],
    ...about
  }: {
    path?: string;
    quotation?: QuotationProof;
    batch?: BatchedIssue;
    documents?: readonly Encoded[];
    endorsements?: Endorsable;
  } = {},
): Promise<void> {
  const states = createStateProofs({ url });
  const held = (wanted: Digest) => Promise.resolve(documents.find((one) => one.digest === wanted)?.bytes);
  const sources = { states, at, sha256: nodeSha256, documents: held };
  const written = await writeProof({ manifest: bytes, ...about }, sources);
  const { label } = JSON.parse(new TextDecoder().decode(bytes)).issue as { label: string };
  const code = await provider.getCode(address);
  const trust = { chain, registry: address, codeHash: keccak256(code), blockHash: at };
  const inBatch = about.batch === undefined ? undefined : await view("verifyBatched", id, call4(about.batch));
  const record = inBatch === undefined ? await view("record", id, digestToBytes32(digest)) : inBatch["held"];
  const current =
    inBatch === undefined ? await registry.getFunction("current").staticCall(id, label) : inBatch["standing"];
  writeFileSync(join(folder, `${name}.proof.json`), written.bytes);
  const { identity } = JSON.parse(new TextDecoder().decode(written.bytes)) as { identity?: { profile?: string } };
  const named = identity?.profile === undefined ? {} : { profile: (await view("publication", id))["profile"] };
  const signed = about.endorsements?.statements.map(({ endorser, entries, head }) => [endorser, entries, head]);
  const said = signed === undefined ? {} : { endorsed: signed.toSorted((a, b) => Number(a[1]) - Number(b[1])) };
  const expected = { digest, label, block: written.block, record, current, ...named, ...said };
  writeFileSync(join(folder, `${name}.expected.json`), json({ trust, expected }));
  console.log(`${name}: ${written.bytes.length} bytes`);
}

async function entriesNow(): Promise<readonly Entry[]> {
  const chain0 = createChain({ url });
  const over = createRegistry({ chain: chain0, address: ref.registry, chainId: ref.chain, deployedAt: 0 });
  const last = (await chain0.block("latest")) ?? fail("no block");
  return (await over.entries(ref.id, 0, last)).map(({ entry }) => entry);
}

/** Of so many entries before the last one, signed by ethers; each by another key, and the last for a full copy. */
async function endorsed({ digest }: Made, before: readonly number[]): Promise<Endorsable> {
  const record = await view("record", id, digestToBytes32(digest));
  const first = Number(record["entry"]) || Number((await batchOf(digest))["entry"]);
  const statements = before.map(async (less, place): Promise<Endorsement> => {
    const endorser = new Wallet(keccak256(Uint8Array.of(place + 1)));
    const entries = history.length - less;
    const statement: Statement = {
      ...{ publication: ref, endorser: parseAddress(endorser.address), entries, head: headAfter(entries) },
      ...{ block: { number: 1, hash: at }, seen: 1_700_000_400, holds: place === 0 ? "full" : "none" },
    };
    const { domain, types, message } = endorsementTypedData(statement);
    const signature = await endorser.signTypedData(domain, { Endorsement: [...(types["Endorsement"] ?? [])] }, message);
    return { ...statement, signature: signature as Signature };
  });
  return {
    before: headAfter(first - 1),
    entries: history.slice(first - 1),
    statements: await Promise.all(statements),
  };
}

async function batchOf(digest: Digest): Promise<Record<string, unknown>> {
  if (digest !== f0.digest) fail("no record");
  return view("batch", id, spokenTogether.root);
}

function headAfter(entries: number): Digest {
  return foldAll(ref, history.slice(0, entries), nodeSha256).head;
}

function fail(problem: string): never {
  throw new RangeError(problem);
}

/** A contract that writes any slot, with the very words that the registry has, and a manifest that names it. */
async function foreign(): Promise<void> {
  const setter = await deploy("0x6008600c60003960086000f36020356000355500", []);
  const there = (await setter.getAddress()).toLowerCase();
  const own = await issue("1", "first");
  const bytes = new TextEncoder().encode(new TextDecoder().decode(own.bytes).replace(address, there));
  const digest = parseDigest(Buffer.from(nodeSha256(bytes)).toString("hex"));
  const slots = publicationSlots(ref.id);
  const word0 = await provider.getStorage(address, slots.record(alone.digest));
  for (const [slot, value] of [
    [slots.record(digest), word0],
    [slots.current(parseLabel("1")), digestToBytes32(digest)],
  ] as const)
    await (await wallet.sendTransaction({ to: there, data: slot + value.slice(2) })).wait();
  const last = await settled();
  const states = createStateProofs({ url });
  const written = await writeProof({ manifest: bytes }, { states, at: last, sha256: nodeSha256 });
  writeFileSync(join(folder, "foreign-code.proof.json"), written.bytes);
  const trust = { chain, registry: there, codeHash: keccak256(await provider.getCode(address)), blockHash: last };
  writeFileSync(join(folder, "foreign-code.expected.json"), json({ trust, refused: "PROOF_CODE_FOREIGN" }));
}

async function deploy(bytecode: string, abi: readonly object[]): Promise<Contract> {
  const deployed = await new ContractFactory(abi, bytecode, wallet).deploy();
  await deployed.waitForDeployment();
  return deployed as Contract;
}

async function call(name: string, ...args: readonly unknown[]): Promise<void> {
  const sent = (await registry.getFunction(name)(...args)) as { wait(): Promise<unknown> };
  await sent.wait();
}

async function view(name: string, ...args: readonly unknown[]): Promise<Record<string, unknown>> {
  const answer = (await registry.getFunction(name).staticCall(...args)) as {
    toObject(deep: boolean): Record<string, unknown>;
  };
  return answer.toObject(true);
}

/** The latest block's hash. */
async function settled(): Promise<`0x${string}`> {
  const latest = (await provider.send("eth_getBlockByNumber", ["latest", false])) as { hash: `0x${string}` };
  return latest.hash;
}

function json(value: unknown): string {
  const plain = (_: string, one: unknown): unknown => (typeof one === "bigint" ? Number(one) : one);
  return `${JSON.stringify(value, plain, 1)}\n`;
}

