import { bytesToHex } from "@noble/hashes/utils.js";
import { fail } from "../errors/error.ts";
import type { SourceFile } from "../ports.ts";
import { textOfUtf8 } from "../utf8.ts";
import { parseBagSums, PAYLOAD, type Sum } from "./sums.ts";
import { type BagVersion, parseDeclaration, parseTags, type Tag, tagValue } from "./tags.ts";

/** The files of a folder that says it is a bag, as they were listed; nothing of them was read yet. */
export interface ListedBag {
  /** How messages name it. */
  readonly name: string;
  /** Of `data/`, by their paths within it. */
  readonly payload: readonly SourceFile[];
  /** All others. */
  readonly tags: readonly SourceFile[];
}

/** A bag whose every file is the one that it lists. */
export interface VerifiedBag extends ListedBag {
  /** What its bag-info.txt says. */
  readonly info: readonly Tag[];
}

export interface StreamedHash {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
}

/** By the name that it has in `manifest-<name>.txt`, such as `sha512`; undefined for one that cannot be computed. */
export type HashNamed = (algorithm: string) => StreamedHash | undefined;

const LONGEST_LIST = 64 * 1024 * 1024;
const LONGEST_TAGS = 1024 * 1024;

/** One of the bag's lists of checksums. */
interface List {
  readonly name: string;
  readonly algorithm: string;
  readonly sums: ReadonlyMap<string, string>;
}

/**
 * Is it a whole and valid bag (RFC 8493, 3)? Every file of it is read once, after all that can be told by names.
 *
 * @throws BAG_MALFORMED | BAG_FETCH | BAG_ALGORITHM_UNKNOWN | BAG_PATH_UNSAFE | BAG_FILE_MISSING | BAG_FILE_EXTRA |
 *   BAG_FILE_ALTERED; SOURCE_CHANGED | SOURCE_UNREADABLE
 */
export async function verifyBag(bag: ListedBag, hashNamed: HashNamed): Promise<VerifiedBag> {
  const version = await declared(bag);
  if (bag.tags.some(({ path, size }) => path === "fetch.txt" && size > 0))
    fail("BAG_FETCH", { bag: bag.name });
  const lists = await listsOf(bag, version);
  for (const { algorithm } of lists)
    if (hashNamed(algorithm) === undefined) fail("BAG_ALGORITHM_UNKNOWN", { bag: bag.name, algorithm });
  const files = filesOf(bag);
  for (const { sums } of lists)
    for (const file of sums.keys()) if (!files.has(file)) fail("BAG_FILE_MISSING", { bag: bag.name, file });
  assertListed(bag, lists, version);
  for (const [path, file] of files) await assertUnchanged(path, file, { bag, lists, hashNamed });
  return { ...bag, info: await infoOf(bag) };
}

/** Whether the folder says of itself that it is a bag. */
export function isBag({ tags }: Pick<ListedBag, "tags">): boolean {
  return tags.some(({ path }) => path === "bagit.txt");
}

async function declared(bag: ListedBag): Promise<BagVersion> {
  const text = await tagText(bag, "bagit.txt", LONGEST_TAGS);
  if (text === undefined) fail("BAG_MALFORMED", { bag: bag.name, problem: "there is no bagit.txt in it" });
  return parseDeclaration(text, bag.name);
}

async function listsOf(bag: ListedBag, version: BagVersion): Promise<readonly List[]> {
  const lists: List[] = [];
  for (const { path: name } of bag.tags) {
    const algorithm = /^(?:tag)?manifest-([a-z0-9]+)\.txt$/.exec(name)?.[1];
    if (algorithm === undefined) continue;
    const text = (await tagText(bag, name, LONGEST_LIST)) ?? "";
    const sums = parseBagSums(text, { bag: bag.name, list: name, version });
    assertPlaced(bag.name, name, sums);
    lists.push({ name, algorithm, sums: new Map(sums.map(({ path, digest }) => [path, digest])) });
  }
  if (!lists.some(isPayload))
    fail("BAG_MALFORMED", { bag: bag.name, problem: "no manifest lists what is in its data" });
  return lists;
}

function isPayload({ name }: Pick<List, "name">): boolean {
  return name.startsWith("manifest-");
}

function assertPlaced(bag: string, name: string, sums: readonly Sum[]): void {
  for (const { path } of sums)
    if (path.startsWith(PAYLOAD) !== isPayload({ name }))
      fail("BAG_MALFORMED", { bag, problem: `${name} lists ${path}, which is not of its part of the bag` });
}

function filesOf({ payload, tags }: ListedBag): ReadonlyMap<string, SourceFile> {
  return new Map([
    ...payload.map((file) => [`${PAYLOAD}${file.path}`, file] as const),
    ...tags.map((file) => [file.path as string, file] as const),
  ]);
}

/** Since 1.0 every manifest lists every file of the payload; before, one of them had to. */
function assertListed({ name, payload }: ListedBag, lists: readonly List[], { major }: BagVersion): void {
  const manifests = lists.filter(isPayload);
  for (const { path } of payload) {
    const file = `${PAYLOAD}${path}`;
    const lacking = manifests.filter(({ sums }) => !sums.has(file));
    const [list] = lacking;
    if (list !== undefined && (major >= 1 || lacking.length === manifests.length))
      fail("BAG_FILE_EXTRA", { bag: name, file, list: list.name });
  }
}

async function infoOf(bag: ListedBag): Promise<readonly Tag[]> {
  const { name, payload } = bag;
  const info = parseTags((await tagText(bag, "bag-info.txt", LONGEST_TAGS)) ?? "", name);
  const said = tagValue(info, "Payload-Oxum");
  const got = payloadOxum(payload);
  if (said !== undefined && said !== got)
    fail("BAG_MALFORMED", { bag: name, problem: `its Payload-Oxum is ${said}, and it holds ${got}` });
  return info;
}

/** How much the payload is: its bytes, and its files. */
export function payloadOxum(files: readonly Pick<SourceFile, "size">[]): string {
  return `${files.reduce((sum, { size }) => sum + size, 0)}.${files.length}`;
}

async function assertUnchanged(
  path: string,
  file: SourceFile,
  { bag, lists, hashNamed }: { bag: ListedBag; lists: readonly List[]; hashNamed: HashNamed },
): Promise<void> {
  const asked = lists.flatMap(({ algorithm, sums }) => {
    const expected = sums.get(path);
    const hash = expected === undefined ? undefined : hashNamed(algorithm);
    return expected === undefined || hash === undefined ? [] : [{ algorithm, expected, hash }];
  });
  if (asked.length === 0) return;
  for await (const chunk of file.read()) for (const { hash } of asked) hash.update(chunk);
  for (const { algorithm, expected, hash } of asked) {
    const got = bytesToHex(hash.digest());
    if (got !== expected) fail("BAG_FILE_ALTERED", { bag: bag.name, file: path, algorithm, expected, got });
  }
}

async function tagText(bag: ListedBag, path: string, limit: number): Promise<string | undefined> {
  const bytes = await tagBytes(bag, path, limit);
  if (bytes === undefined) return undefined;
  return textOfUtf8(bytes) ?? fail("BAG_MALFORMED", { bag: bag.name, problem: `${path} is not in UTF-8` });
}

/** The bytes of a file beside the payload; undefined when there is none. @throws BAG_MALFORMED when it is longer */
export async function tagBytes(
  { name, tags }: ListedBag,
  path: string,
  limit: number,
): Promise<Uint8Array | undefined> {
  const file = tags.find((one) => one.path === path);
  if (file === undefined) return undefined;
  if (file.size > limit)
    fail("BAG_MALFORMED", { bag: name, problem: `${path} is of more than ${limit} bytes` });
  const bytes = new Uint8Array(file.size);
  let at = 0;
  for await (const chunk of file.read()) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
