/** `npm run publish:issue -- <paths...>`: what `colophon publish` does, for people who script. Takes the same options. */
import { main } from "../src/cli/program.ts";

// npm runs scripts in the package's folder; paths are meant from where it was called.
process.chdir(process.env["INIT_CWD"] ?? process.cwd());
process.exitCode = await main(["publish", ...process.argv.slice(2)]);
