/** `npm run publish:issue -- <paths...>`: what `colophon publish` does, for people who script. Takes the same options. */
import { main } from "../src/cli/program.ts";

process.exitCode = await main(["publish", ...process.argv.slice(2)]);
