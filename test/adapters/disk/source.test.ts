import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listSource } from "../../../src/adapters/disk/source.ts";
import type { SourceFile } from "../../../src/core/ports.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "colophon-source-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string | Uint8Array = path): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function contentOf(file: SourceFile | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file?.read() ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function only(): Promise<SourceFile> {
  const { files } = await listSource(folder);
  const [file] = files;
  if (file === undefined || files.length !== 1) throw new RangeError("expected one file");
  return file;
}

describe("listSource", () => {
  test("lists every file below the folder, in the manifest's order, with its size", async () => {
    for (const path of ["b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "ab.txt", "\u{1f600}.txt", "\uff08.txt"])
      write(path);
    const { files, skipped } = await listSource(folder);
    expect(files.map((file) => file.path)).toEqual([
      "a.txt",
      "a/b/c.txt",
      "a/z.txt",
      "ab.txt",
      "b.txt",
      "\uff08.txt",
      "\u{1f600}.txt",
    ]);
    expect(files.map((file) => file.size)).toEqual(files.map((file) => Buffer.byteLength(file.path)));
    expect(skipped).toEqual([]);
  });

  test("takes a single file by its own name, also a hidden one that was named", async () => {
    write("deep/.letter.eml", "hello");
    const { files } = await listSource(join(folder, "deep/.letter.eml"));
    expect(files.map(({ path, size }) => ({ path, size }))).toEqual([{ path: ".letter.eml", size: 5 }]);
  });

  test("leaves hidden files and folders out and says which", async () => {
    for (const path of ["index.html", ".git/config", "art/.DS_Store", "art/map.svg"]) write(path);
    const { files, skipped } = await listSource(folder);
    expect(files.map((file) => file.path)).toEqual(["art/map.svg", "index.html"]);
    expect(skipped).toEqual([".git/", "art/.DS_Store"]);
  });

  test("options: hidden takes them", async () => {
    for (const path of ["index.html", ".well-known/x"]) write(path);
    const { files, skipped } = await listSource(folder, { hidden: true });
    expect(files.map((file) => file.path)).toEqual([".well-known/x", "index.html"]);
    expect(skipped).toEqual([]);
  });

  test("options: leaveOut leaves a file out at the top only", async () => {
    for (const path of ["issue.yaml", "index.html", "art/issue.yaml"]) write(path);
    const { files } = await listSource(folder, { leaveOut: ["issue.yaml"] });
    expect(files.map((file) => file.path)).toEqual(["art/issue.yaml", "index.html"]);
  });

  test("leaves empty folders out", async () => {
    write("index.html");
    mkdirSync(join(folder, "empty/inside"), { recursive: true });
    expect((await listSource(folder)).files).toHaveLength(1);
  });

  test("composes a decomposed name and still reads its file", async () => {
    write("e\u0301te\u0301.txt", "summer");
    const file = await only();
    expect(file.path).toBe("\u00e9t\u00e9.txt");
    expect((await contentOf(file)).toString()).toBe("summer");
  });

  test("error: a name in no normal form", async () => {
    write("\u00e9 e\u0301.txt");
    await expect(listSource(folder)).toFailWith("PATH_INVALID");
  });

  test("error: a name that is not UTF-8", async () => {
    execFileSync("sh", ["-c", String.raw`printf x > "$(printf '%s/bad\377name' "$0")"`, folder]);
    await expect(listSource(folder)).toFailWith("PATH_INVALID");
  });

  test.each(["a\\b.txt", "line\nbreak.txt", "exe\u202egpj.txt"])("error: the name %j", async (name) => {
    write(name);
    await expect(listSource(folder)).toFailWith("PATH_INVALID");
  });

  test("error: names that differ by letter case only", async () => {
    for (const path of ["Map.svg", "map.svg"]) write(path);
    await expect(listSource(folder)).toFailWith("PATHS_COLLIDE");
  });

  test("error: two folders whose names differ by normal form only", async () => {
    for (const path of ["\u00e9/a.txt", "e\u0301/b.txt"]) write(path);
    await expect(listSource(folder)).toFailWith("PATHS_COLLIDE");
  });

  test("error: nothing there", async () => {
    await expect(listSource(join(folder, "none"))).toFailWith("SOURCE_MISSING");
    write("file");
    await expect(listSource(join(folder, "file/below"))).toFailWith("SOURCE_MISSING");
  });

  test("error: nothing but hidden files and what is left out", async () => {
    for (const path of [".hidden", "issue.yaml"]) write(path);
    await expect(listSource(folder, { leaveOut: ["issue.yaml"] })).toFailWith("SOURCE_EMPTY");
  });

  test("error: a symbolic link, to a file, to a folder, to nothing, or in place of the folder", async () => {
    write("real/index.html");
    for (const target of ["real/index.html", "real", "nowhere"]) {
      symlinkSync(target, join(folder, "link"));
      await expect(listSource(folder)).toFailWith("SOURCE_SYMLINK", { path: "link" });
      rmSync(join(folder, "link"));
    }
    symlinkSync("real", join(folder, "link"));
    await expect(listSource(`${join(folder, "link")}/`)).toFailWith("SOURCE_SYMLINK");
  });

  test("error: a pipe", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    await expect(listSource(folder)).toFailWith("SOURCE_SPECIAL", { path: "pipe" });
  });

  test.skipIf(process.getuid?.() === 0)(
    "error: a folder that may not be read (skipped for root, who may)",
    async () => {
      mkdirSync(join(folder, "closed"), { mode: 0 });
      await expect(listSource(folder)).toFailWith("SOURCE_UNREADABLE");
    },
  );
});

describe("SourceFile.read", () => {
  test.each([0, 1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 3_500_000])(
    "gives %d bytes back in chunks of at most 1 MiB",
    async (size) => {
      const content = Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 31) >> 3));
      write("file.bin", content);
      const chunks: Uint8Array[] = [];
      for await (const chunk of (await only()).read()) chunks.push(chunk);
      expect(Buffer.concat(chunks).equals(content)).toBe(true);
      expect(Math.max(0, ...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(1024 * 1024);
    },
  );

  test("can be read twice", async () => {
    write("file.txt", "twice");
    const file = await only();
    expect((await contentOf(file)).toString() + (await contentOf(file)).toString()).toBe("twicetwice");
  });

  const changes: Record<string, () => void> = {
    grew: () => {
      appendFileSync(join(folder, "file.txt"), "more");
    },
    shrank: () => {
      write("file.txt", "");
    },
    "was rewritten with the same length": () => {
      write("file.txt", "CONTENT");
    },
    "was rewritten and its modification time put back": () => {
      write("file.txt", "CONTENT");
      utimesSync(join(folder, "file.txt"), 1, 1);
    },
    "was replaced by another of the same length and time": () => {
      write("other", "CONTENT");
      utimesSync(join(folder, "other"), 1, 1);
      renameSync(join(folder, "other"), join(folder, "file.txt"));
    },
    "was removed": () => {
      rmSync(join(folder, "file.txt"));
    },
    "became a symbolic link": () => {
      rmSync(join(folder, "file.txt"));
      symlinkSync("/etc/hostname", join(folder, "file.txt"));
    },
    "became a pipe": () => {
      rmSync(join(folder, "file.txt"));
      execFileSync("mkfifo", [join(folder, "file.txt")]);
    },
  };

  test.each(Object.keys(changes))("error: the file %s after it was listed", async (name) => {
    write("file.txt", "content");
    utimesSync(join(folder, "file.txt"), 1, 1);
    const file = await only();
    changes[name]?.();
    await expect(contentOf(file)).toFailWith("SOURCE_CHANGED", { path: "file.txt" });
  });

  test("error: the file changes between two chunks", async () => {
    write("file.bin", Buffer.alloc(3 * 1024 * 1024));
    const file = await only();
    const reading = async (): Promise<void> => {
      let first = true;
      for await (const chunk of file.read()) {
        expect(chunk.length).toBeGreaterThan(0);
        if (first) appendFileSync(join(folder, "file.bin"), "x");
        first = false;
      }
    };
    await expect(reading()).toFailWith("SOURCE_CHANGED");
  });
});
