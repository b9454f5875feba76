import { ensureEmbeddedChain } from "../../../../src/adapters/evm/embedded/embedded.ts";

/* A process that holds the embedded chain of a directory until it is killed: says where it is in one line. */

const [directory = ".", port = "0"] = process.argv.slice(2);
const chain = await ensureEmbeddedChain({ directory, preferredPort: Number(port), graceMs: 200 });
const genesis = await chain.chain.block(0);
process.stdout.write(`${JSON.stringify({ url: chain.url, genesis: genesis?.hash })}\n`);
setInterval(() => {}, 1_000);
