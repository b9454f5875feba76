import { describe, expect, test } from "vitest";
import { FileTable } from "../../../src/adapters/disk/file-table.ts";
import { parseIssuePath } from "../../../src/core/path.ts";
import type { FileIdentity } from "../../../src/core/ports/hashing.ts";

const IDENTITY: FileIdentity = { dev: 1n, ino: 2n, size: 3n, mtimeNs: 4n, ctimeNs: 5n };
const found = (path: string, identity: Partial<FileIdentity> = {}, at = `/folder/${path}`) => ({
  path: parseIssuePath(path),
  at,
  identity: { ...IDENTITY, ...identity },
});

describe("FileTable", () => {
  test("gives thousands of files in the manifest's order, each with its own numbers", () => {
    const count = 5_000;
    const names = Array.from({ length: count }, (_, i) => `letter-${(i * 7919) % count}.md`);
    const table = new FileTable(
      "/folder",
      names.map((name, i) => found(name, { ino: BigInt(i), size: BigInt(2 * i) })),
    );
    expect(table.size).toBe(count);
    expect([...table.keys()]).toEqual([...names].sort());
    expect([...table.values()].map(({ path }) => path)).toEqual([...table.keys()]);
    for (const [i, name] of names.entries()) {
      const file = table.get(parseIssuePath(name));
      expect(file?.size).toBe(2 * i);
      expect(file?.file).toEqual({
        path: `/folder/${name}`,
        identity: { ...IDENTITY, ino: BigInt(i), size: BigInt(2 * i) },
      });
    }
  });

  test("keeps numbers that take all bits, and times before 1970", () => {
    const odd = { dev: 2n ** 64n - 1n, ino: 2n ** 63n, mtimeNs: -1n, ctimeNs: -(2n ** 62n) };
    const table = new FileTable("/folder", [found("a.md", odd)]);
    expect(table.get(parseIssuePath("a.md"))?.file?.identity).toEqual({ ...IDENTITY, ...odd });
  });

  test("knows where a file lies that is spelled otherwise on disk", () => {
    const table = new FileTable("/folder", [
      found("b.md"),
      found("caf\u00e9/a.md", {}, "/folder/cafe\u0301/a.md"),
    ]);
    expect([...table.values()].map(({ file }) => file?.path)).toEqual([
      "/folder/b.md",
      "/folder/cafe\u0301/a.md",
    ]);
  });

  test("has no file that was not found", () => {
    const table = new FileTable("/folder", [found("b.md"), found("d.md")]);
    for (const path of ["a.md", "c.md", "e.md", "b"]) {
      expect(table.has(parseIssuePath(path))).toBe(false);
      expect(table.get(parseIssuePath(path))).toBeUndefined();
    }
    expect(table.has(parseIssuePath("d.md"))).toBe(true);
  });
});
