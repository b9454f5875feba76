import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createChain } from "../../../src/adapters/evm/chain.ts";
import { createJsonRpc } from "../../../src/adapters/evm/json-rpc.ts";
import { answer, playNode, playTable, refuse } from "./node-server.ts";

const CANARY = "c4n4ry-0f-the-api-key";

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Everything that a log or a terminal could ever show of an error. */
function everything(error: unknown): string {
  const json = JSON.stringify(error);
  return [inspect(error, { depth: 20, showHidden: true }), json, String(error)].join("\n");
}

describe("a node's failures", () => {
  test("nothing listens: unreachable, named by host and port", async () => {
    await expect(createChain({ url: "http://127.0.0.1:1/secret-path" }).chainId()).toFailWith(
      "CHAIN_UNREACHABLE",
      {
        node: "127.0.0.1:1",
      },
    );
  });

  test("a node that hangs is unreachable once the deadline is over, not three deadlines later", async () => {
    await using node = await playNode(() => {});
    const started = performance.now();
    await expect(createChain({ url: node.url, timeoutMs: 300 }).chainId()).toFailWith("CHAIN_UNREACHABLE");
    expect(performance.now() - started).toBeLessThan(900);
  });

  test("a node that sends its body too slowly is unreachable too", async () => {
    await using node = await playNode((asked, response) => {
      response.write(`{"jsonrpc":"2.0","id":${asked.id},`);
    });
    await expect(createChain({ url: node.url, timeoutMs: 300 }).chainId()).toFailWith("CHAIN_UNREACHABLE");
  });

  test("a redirect is refused and not followed", async () => {
    let followed = 0;
    await using inside = await playNode((asked, response) => {
      followed += 1;
      answer(response, asked, "0x1");
    });
    await using node = await playNode((_, response) => {
      response.writeHead(307, { location: inside.url }).end();
    });
    await expect(createChain({ url: node.url }).chainId()).toFailWith("CHAIN_UNREACHABLE");
    expect(followed).toBe(0);
  });

  test("a body over 4 MiB is cut off", async () => {
    await using node = await playNode((asked, response) => {
      answer(response, asked, `0x${"0".repeat(5 * 1024 * 1024)}`);
    });
    await expect(createChain({ url: node.url }).chainId()).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("an endless body is cut off", async () => {
    await using node = await playNode((_, response) => {
      const chunk = Buffer.alloc(256 * 1024, " ");
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    await expect(createChain({ url: node.url }).chainId()).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test.each([
    ["no JSON", "<html>"],
    ["no object", "[]"],
    ["neither result nor error", '{"jsonrpc":"2.0","id":1}'],
    ["another request's id", '{"jsonrpc":"2.0","id":99,"result":"0x1"}'],
    ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0x22])],
  ])("a body with %s is invalid", async (_, body) => {
    await using node = await playNode((__, response) => void response.end(body));
    await expect(createChain({ url: node.url }).chainId()).toFailWith("CHAIN_ANSWER_INVALID");
  });
});

describe("retrying", () => {
  test("a read is tried three times in all", async () => {
    let times = 0;
    await using node = await playNode((asked, response) => {
      times += 1;
      if (times < 3) response.writeHead(503).end();
      else answer(response, asked, "0x7a69");
    });
    expect(await createChain({ url: node.url }).chainId()).toBe("eip155:31337");
    expect(times).toBe(3);
  });

  test("a read that fails three times is unreachable", async () => {
    await using node = await playNode((_, response) => void response.writeHead(429).end());
    await expect(createChain({ url: node.url }).chainId()).toFailWith("CHAIN_UNREACHABLE");
    expect(node.asked).toHaveLength(3);
  });

  test("a transaction is handed over once, whatever the answer", async () => {
    await using node = await playNode((_, response) => void response.writeHead(502).end());
    await expect(createChain({ url: node.url }).send("0x02")).toFailWith("CHAIN_UNREACHABLE");
    expect(node.asked).toHaveLength(1);
  });

  test("a transaction that is there already counts as handed over", async () => {
    await using node = await playNode((asked, response) =>
      refuse(response, asked, { code: -32000, message: "already known" }),
    );
    await expect(createChain({ url: node.url }).send("0x02")).resolves.toBeUndefined();
  });
});

describe("secrets in the URL", () => {
  const secretUrl = (url: string): string =>
    url.replace("http://", `http://user:${CANARY}@`).concat(`/v3/${CANARY}?key=${CANARY}#${CANARY}`);

  const PLAYS = {
    "an echoing refusal": playNode.bind(undefined, (asked, response, request) =>
      refuse(response, asked, { code: -32000, message: `bad key ${CANARY} at ${request.url}` }),
    ),
    "a failing server": playNode.bind(undefined, (_, response) => void response.writeHead(500).end(CANARY)),
    "a redirect": playNode.bind(
      undefined,
      (_, response) => void response.writeHead(302, { location: `/elsewhere/${CANARY}` }).end(),
    ),
    "a hang": playNode.bind(undefined, () => {}),
    "a cut connection": playNode.bind(undefined, (_, response) => void response.destroy()),
    "no JSON": playNode.bind(undefined, (_, response) => void response.end(CANARY)),
  };

  test.each(Object.entries(PLAYS))("%s shows none of them", async (_, play) => {
    await using node = await play();
    const chain = createChain({ url: secretUrl(node.url), timeoutMs: 1_000 });
    const address = `0x${"1".repeat(40)}` as never;
    const at = { number: 1, hash: `0x${"2".repeat(64)}`, time: 1 } as const;
    const errors = await Promise.all([
      failureOf(chain.chainId()),
      failureOf(chain.call({ to: address, data: "0x" }, at)),
      failureOf(chain.estimateGas({ to: address, data: "0x" })),
      failureOf(chain.send("0x02")),
      failureOf(chain.logs({ address, topics: [], from: 0, to: 1 })),
    ]);
    expect(errors).not.toContain(undefined);
    expect([...errors.map(everything), everything(chain)].join("\n")).not.toContain(CANARY);
  });

  test("an unusable URL is not shown either", async () => {
    const error = await failureOf((async () => createJsonRpc({ url: `htps:/${CANARY}` }))());
    await expect(error).toFailWith("USAGE_INVALID");
    expect(everything(error)).not.toContain(CANARY);
  });

  test("user and password are sent as a header, which the node needs", async () => {
    let seen: string | undefined;
    await using node = await playNode((asked, response, request) => {
      seen = request.headers.authorization;
      answer(response, asked, "0x1");
    });
    await createChain({ url: secretUrl(node.url) }).chainId();
    expect(seen).toBe(`Basic ${btoa(`user:${CANARY}`)}`);
  });
});

describe("a node that is known to be gone", () => {
  test("is brought back before anything is asked at its old address, where another may listen by now", async () => {
    await using stranger = await playTable({ eth_chainId: () => "0x1" });
    await using own = await playTable({ eth_chainId: () => "0x7a69" });
    let current = stranger.url;
    const chain = createChain({
      url: stranger.url,
      alive: () => current === own.url,
      revive: async () => (current = own.url),
    });
    expect(await chain.chainId()).toBe("eip155:31337");
    expect(stranger.asked).toEqual([]);
  });
});
