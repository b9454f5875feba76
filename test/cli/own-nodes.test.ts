import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import { type KuboNode, kuboProgram, startKubo, WHY_SKIPPED } from "../support/kubo-node.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ISSUE = "examples/tidewater/41";
const program = kuboProgram();

interface Run {
  readonly status: number | null;
  readonly document: Record<string, never>;
  readonly errors: string;
}

describe.skipIf(program === undefined)(
  `an archive on a node of one's own and a Kubo node (${WHY_SKIPPED})`,
  () => {
    const work = mkdtempSync(join(tmpdir(), "colophon-own-"));
    const archive = join(work, "archive");
    let anvil: Anvil;
    let kubo: KuboNode;
    let mining: NodeJS.Timeout | undefined;

    beforeAll(async () => {
      anvil = await startAnvil(0, undefined);
      kubo = await startKubo(program ?? "");
      // anvil mines only what it is sent; the chain must go on for a block to become final.
      mining = setInterval(() => void rpc("anvil_mine", ["0x2"]).catch(() => undefined), 100);
    });

    afterAll(async () => {
      clearInterval(mining);
      anvil.kill();
      await kubo.stop();
      rmSync(work, { recursive: true, force: true });
    });

    const rpc = async (method: string, params: unknown[]) => {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
      const response = await fetch(anvil.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      return (await response.json()) as { result: string };
    };

    /** From now on by the chain's own `finalized` block, which needs a chain that goes on. */
    const waitForFinality = () => {
      const file = join(archive, "colophon.json");
      const config = JSON.parse(readFileSync(file, "utf8")) as object;
      writeFileSync(file, JSON.stringify({ ...config, finality: { kind: "tag" } }));
      mining = setInterval(() => void rpc("anvil_mine", ["0x2"]).catch(() => undefined), 100);
    };

    const colophon = (...args: string[]): Promise<Run> => {
      const env = {
        ...process.env,
        COLOPHON_ARCHIVE: archive,
        COLOPHON_RPC_URL: anvil.url,
        COLOPHON_KUBO_URL: kubo.url,
        COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY,
      };
      const child = spawn(process.execPath, [join(ROOT, "bin/colophon.js"), ...args, "--json"], {
        cwd: ROOT,
        env,
      });
      let stdout = "";
      let errors = "";
      child.stdout.on("data", (chunk) => (stdout += String(chunk)));
      child.stderr.on("data", (chunk) => (errors += String(chunk)));
      return new Promise((resolve) =>
        child.once("close", (status) =>
          resolve({ status, document: JSON.parse(stdout) as Run["document"], errors }),
        ),
      );
    };

    test("is published to, verified and audited by the same commands, and Kubo holds every block", async () => {
      const founded = await colophon("init", archive, "--title", "On own nodes", "--deploy");
      expect(founded.status, founded.errors).toBe(0);
      waitForFinality();
      const published = await colophon("publish", ISSUE);
      expect(published.status, published.errors).toBe(0);
      const [issue] = published.document["issues"] as unknown as {
        contentCid: string;
        digest: string;
        cid: string;
      }[];
      expect(published.document).toMatchObject({
        issues: [{ label: "41", status: "final", stores: [{ id: "embedded" }, { id: "kubo" }] }],
      });

      const archived = kubo.run("cat", `/ipfs/${issue?.contentCid ?? ""}/index.html`);
      expect(archived.equals(readFileSync(join(ROOT, ISSUE, "index.html")))).toBe(true);
      expect(String(kubo.run("pin", "ls", "--type=recursive"))).toContain(issue?.cid);

      expect(await colophon("verify", `${ISSUE}/index.html`)).toMatchObject({
        status: 0,
        document: { verdict: "authentic" },
      });
      const audited = await colophon("audit");
      expect(audited).toMatchObject({ status: 0, document: { ok: true } });
      const stores = audited.document["stores"] as unknown as {
        id: string;
        blocks: number;
        verified: number;
      }[];
      expect(stores.map((store) => store.id)).toEqual(["embedded", "kubo"]);
      for (const store of stores) expect(store.verified).toBe(store.blocks);
    });

    test("a leaf that Kubo has lost is named by the audit", async () => {
      const leaf =
        String(kubo.run("refs", "-r", "--unique", lastContent()))
          .trim()
          .split("\n")
          .at(-1) ?? "";
      kubo.run(
        "pin",
        "rm",
        ...String(kubo.run("pin", "ls", "--type=recursive", "--quiet"))
          .trim()
          .split("\n"),
      );
      kubo.run("block", "rm", leaf);
      const audited = await colophon("audit");
      expect(audited.status).toBe(1);
      expect(JSON.stringify(audited.document)).toContain(leaf);
    });

    const lastContent = () => {
      const pins = String(kubo.run("pin", "ls", "--type=recursive", "--quiet"))
        .trim()
        .split("\n");
      return (
        pins.find(
          (cid) => cid.startsWith("baguqeera") && String(kubo.run("dag", "get", cid)).includes("content"),
        ) ?? ""
      );
    };

    test("a chain that is not the archive's own is refused before anything is done", async () => {
      const other = await startAnvil(0, undefined);
      try {
        await fetch(other.url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "anvil_setChainId", params: [4242] }),
        });
        const own = anvil;
        anvil = other;
        const run = await colophon("publish", ISSUE, "--label", "wrong-chain");
        anvil = own;
        expect(run).toMatchObject({ status: 2, document: { error: { code: "CHAIN_MISMATCH" } } });
      } finally {
        other.kill();
      }
    });
  },
);
