/**
 * Packs a folder on all the cores that it is given and keeps nothing. Prints how many seconds that took, and how many
 * of all cores together, without the start of the program; then the CID of the directory.
 */
import { listSource } from "../../src/adapters/disk/source.ts";
import { nodeHashing } from "../../src/adapters/node/hashing/node-hashing.ts";
import { packContent } from "../../src/core/dag/pack.ts";

const started = performance.now();
const before = process.cpuUsage();
const [folder = "."] = process.argv.slice(2);
const { files } = await listSource(folder);
const writer = { put: () => Promise.resolve() };
const { content } = await packContent(files, writer, { hashing: nodeHashing, typeOf: () => "text/plain" });
const { user, system } = process.cpuUsage(before);
console.log((performance.now() - started) / 1000, (user + system) / 1e6);
console.log(String(content));
