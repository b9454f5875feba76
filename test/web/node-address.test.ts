import { describe, expect, test } from "vitest";
import { holdsKey, parseNodeAddress, parseNodeList } from "../../src/web/rpc/node-address.ts";

describe("parseNodeAddress", () => {
  test.each([
    ["https://node.example/v3/key", "node.example"],
    [" https://node.example:8443 ", "node.example:8443"],
    ["http://127.0.0.1:8545", "127.0.0.1:8545"],
    ["http://localhost:8545/", "localhost:8545"],
  ])("takes %s as %s, without the path, which may hold a key", (text, name) => {
    const parsed = parseNodeAddress(text);
    expect(parsed.ok && parsed.named.name).toBe(name);
  });

  test.each([
    "node.example",
    "http://node.example",
    "http://192.168.0.7:8545",
    "https://user:word@node.example",
    "ws://127.0.0.1:8546",
    "javascript:alert(1)",
  ])("refuses %s, which the page's policy or a browser would not ask", (text) => {
    expect(parseNodeAddress(text).ok).toBe(false);
  });
});

describe("parseNodeList", () => {
  test("tells lines by which nobody can be asked from those that only count once", () => {
    const given = "https://a.example https://a.example/2 https//b.example http://c.example";
    expect(parseNodeList(given)).toMatchObject({ list: [{ name: "a.example" }], refused: 2 });
  });

  test("counts two addresses on one machine as one, and says so", () => {
    const { list, problems } = parseNodeList("https://a.example/1\nhttps://a.example/2\n\nhttps://b.example");
    expect(list.map(({ name }) => name)).toEqual(["a.example", "b.example"]);
    expect(problems).toHaveLength(1);
  });

  test("counts this machine once, under whichever of its names", () => {
    const { list, problems } = parseNodeList(
      "http://localhost:8545 http://127.0.0.1:8545 https://[::1]:8545 http://127.0.0.1:8546 https://a.example https://a.example.",
    );
    expect(list.map(({ name }) => name)).toEqual(["localhost:8545", "127.0.0.1:8546", "a.example"]);
    expect(problems).toHaveLength(3);
  });
});

test.each([
  ["https://node.example/v3/0123456789abcdef0123456789abcdef", true],
  ["https://node.example/?apikey=abcdefghijklmnop", true],
  ["https://ethereum-rpc.publicnode.com/", false],
  ["https://arb1.arbitrum.io/rpc", false],
])("whether %s holds a key is %j", (url, isKeyed) => {
  expect(holdsKey({ url, name: "node.example" })).toBe(isKeyed);
});
