import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { postWebhook } from "../../../src/adapters/webhook/post.ts";

let server: Server;
let url: URL;
let answer: (response: ServerResponse) => void;
let came: { headers: IncomingMessage["headers"]; body: string }[];

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const part of request) body += String(part);
  came.push({ headers: request.headers, body });
  answer(response);
}

beforeEach(async () => {
  came = [];
  answer = (response) => response.writeHead(204).end();
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/SECRET-PATH`);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe("postWebhook", () => {
  test("signs the body where there is a secret, and sends no secret", async () => {
    await postWebhook({ url, secret: "s3cret" }, '{"a":1}');
    const expected = createHmac("sha256", "s3cret").update('{"a":1}').digest("hex");
    expect(came).toMatchObject([
      { headers: { "x-colophon-signature": `sha256=${expected}`, "content-type": "application/json" } },
    ]);
    expect(JSON.stringify(came)).not.toContain("s3cret");
    await postWebhook({ url }, "{}");
    expect(came[1]?.headers).not.toHaveProperty("x-colophon-signature");
  });

  test("a user and a password of the address are sent as RFC 7617 says, and told nobody", async () => {
    const named = new URL(url);
    [named.username, named.password] = ["us er", "päss:word"];
    await postWebhook({ url: named }, "{}");
    const basic = Buffer.from("us er:päss:word", "utf8").toString("base64");
    expect(came[0]?.headers).toMatchObject({ authorization: `Basic ${basic}` });
    named.password = "100%";
    await postWebhook({ url: named }, "{}");
    const typed = Buffer.from("us er:100%", "utf8").toString("base64");
    expect(came[1]?.headers).toMatchObject({ authorization: `Basic ${typed}` });
    [named.username, named.password] = ["", ""];
    expect(named.href).toBe(url.href);
  });

  test("error: nobody at the address, with the reason that the system gives", async () => {
    server.close();
    server.closeAllConnections();
    const failed = await postWebhook({ url }, "{}").catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "WEBHOOK_FAILED" });
    expect(String(failed)).toContain("ECONNREFUSED");
    expect(String(failed)).not.toContain("SECRET-PATH");
  });

  test.each([
    ["a refusal", (response: ServerResponse) => response.writeHead(500).end()],
    ["a redirect", (response: ServerResponse) => response.writeHead(302, { Location: "/other" }).end()],
    ["no answer", (response: ServerResponse) => response.destroy()],
  ])("error: %s is not delivered, and told without the path", async (_, how) => {
    answer = how;
    const failed = await postWebhook({ url }, "{}").catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "WEBHOOK_FAILED" });
    expect(String(failed)).not.toContain("SECRET-PATH");
    expect(came).toHaveLength(1);
  });
});
