import { readFileSync, writeFileSync } from "node:fs";
import { startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { decodeEndorsement, encodeEndorsement } from "../../src/core/endorsement/file.ts";
import type { Endorsement, Statement } from "../../src/core/endorsement/endorsement.ts";
import { answered, openWorkshop, SMALL_ISSUE, type Workshop } from "./archive-fixture.ts";
import { DEVELOPMENT_KEY } from "./development-key.ts";
import { type LyingChain, startLyingChain } from "./lying-chain.ts";

/** Whose key the archive has, too. */
export const LIBRARY = keySigner(DEVELOPMENT_KEY);
export const AUDITOR = keySigner(`0x${"42".repeat(32)}`);
export const OTHER_HEAD = "77".repeat(32) as Statement["head"];

/** An archive of one issue, 95, on a chain behind a proxy that can lie; and who endorses it. */
export interface EndorsingRig extends AsyncDisposable {
  readonly workshop: Workshop;
  readonly proxy: LyingChain;
  readonly chainUrl: string;
  readonly archive: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the archive's own key has signed after entry 2, for a full copy. */
  readonly own: string;
  /** What the program said of that. */
  readonly endorsed: unknown;
  inArchive(...args: readonly string[]): string[];
  /** Through the proxy, with `--json`. */
  run(args: readonly string[], status?: number): Promise<unknown>;
  read(path: string): Endorsement;
  /** Somebody else's file: the archive's own statement, changed and signed anew. */
  file(name: string, change?: Partial<Statement>, signer?: typeof AUDITOR): Promise<string>;
}

export async function openEndorsingRig(): Promise<EndorsingRig> {
  const bin = new AsyncDisposableStack();
  const workshop = bin.use(await openWorkshop());
  const anvil = bin.adopt(await startAnvil(0, undefined), (one) => one.kill());
  const proxy = bin.use(await startLyingChain(anvil.url));
  const archive = workshop.path("harbour");
  const env = { COLOPHON_RPC_URL: proxy.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };
  const inArchive = (...args: readonly string[]) => [...args, "--archive", archive];
  const run = (args: readonly string[], status = 0) => answered(args, status, { env });
  await run(["init", archive, "--title", "The Harbour Letter"]);
  await run(inArchive("publish", await workshop.issue("issues/95", SMALL_ISSUE)));
  const own = workshop.path("own.json");
  const endorsed = await run(inArchive("endorse", "--holds", "full", "-o", own));
  const read = (path: string) => decodeEndorsement(readFileSync(path), path);
  return {
    ...{ workshop, proxy, chainUrl: anvil.url, archive, env, own, endorsed, inArchive, run, read },
    file: async (name, change = {}, signer = AUDITOR) => {
      const { signature: _, ...statement } = { ...read(own), endorser: signer.address, ...change };
      const path = workshop.path(name);
      const signature = await signer.signEndorsement(statement);
      writeFileSync(path, encodeEndorsement({ ...statement, signature }));
      return path;
    },
    [Symbol.asyncDispose]: () => bin.disposeAsync(),
  };
}
