import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  areaOf,
  findCycle,
  importsOf,
  ownImports,
  type Sources,
  sourcesOnDisk,
} from "../support/import-graph.ts";
import { TESTED_ELSEWHERE } from "./tested-elsewhere.ts";

/* Every rule is a function of the sources, so that it can be seen to refuse something: the last part of this file. */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What each area may import of ours, besides itself; `adapters/*` stands for any. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  publish: ["core"],
  verify: ["core"],
  audit: ["core"],
  "adapters/*": ["core"],
  // Of the adapters those that read documents: they run unchanged in the browser.
  web: ["core", "verify", "adapters/document"],
  server: ["core", "verify"],
  cli: ["core", "publish", "verify", "audit", "adapters/*", "server"],
};

/** Of the adapters, those that run in a browser: nothing that they reach may need Node or a large library. */
const BROWSER_ADAPTERS: readonly string[] = [
  "adapters/evm/batch-entries.ts",
  "adapters/evm/blocks.ts",
  "adapters/evm/registry-code.ts",
  "adapters/evm/state-proof.ts",
  "adapters/evm/storage.ts",
  "adapters/ipfs/at-most.ts",
  "adapters/ipfs/gateway-client.ts",
];

/** Packages that run unchanged in a browser and touch nothing outside: all that the pure parts may use. */
const PURE_PACKAGES =
  /^(@ipld\/dag-(json|pb)|@noble\/hashes\/(sha2|sha3|utils)\.js|micro-eth-signer(\/(core\/rlp|utils)\.js)?|multiformats\/[\w/-]+|zod\/mini|ipfs-unixfs-importer|parse5|commonmark|diff|postal-mime)$/;
const PURE_AREAS = new Set(["core", "publish", "verify", "audit", "web"]);

const MOST_LINES = 400;
const GENERATED = /(^|\/)generated\//;

const each = (sources: Sources, find: (file: string, source: string) => readonly string[]): string[] =>
  [...sources].flatMap(([file, source]) => find(file, source));

function wrongDirections(sources: Sources): string[] {
  const allowed = (from: string, to: string) => {
    const rule = MAY_IMPORT[from.startsWith("adapters/") ? "adapters/*" : from] ?? [];
    return from === to || rule.includes(to) || (to.startsWith("adapters/") && rule.includes("adapters/*"));
  };
  const inBrowser = (file: string, to: string) => areaOf(file) === "web" && BROWSER_ADAPTERS.includes(to);
  return each(sources, (file, source) =>
    ownImports(file, source)
      .filter((to) => !allowed(areaOf(file), areaOf(to)) && !inBrowser(file, to))
      .map((to) => `${file} -> ${to}`),
  );
}

function impurePackages(sources: Sources): string[] {
  return each(sources, (file, source) =>
    !PURE_AREAS.has(areaOf(file))
      ? []
      : importsOf(source)
          .filter((name) => !name.startsWith(".") && !PURE_PACKAGES.test(name))
          .map((name) => `${file} -> ${name}`),
  );
}

/** What a browser would have to load and cannot: packages and globals of Node in anything that the page reaches. */
function beyondBrowsers(sources: Sources): string[] {
  const reached = new Set<string>();
  const follow = (file: string) => {
    const source = sources.get(file);
    if (source === undefined || reached.has(file)) return;
    reached.add(file);
    for (const to of ownImports(file, source)) follow(to);
  };
  for (const file of sources.keys()) if (areaOf(file) === "web") follow(file);
  return [...reached].flatMap((file) => {
    const source = sources.get(file) ?? "";
    const packages = importsOf(source).filter((name) => !name.startsWith(".") && !PURE_PACKAGES.test(name));
    const globals = codeLines(source).flatMap(
      ({ code }) => code.match(/\b(Buffer|process)\s*[.(]/)?.[1] ?? [],
    );
    return [...packages, ...globals].map((name) => `${file} -> ${name}`);
  });
}

function lostImports(sources: Sources): string[] {
  return each(sources, (file, source) =>
    ownImports(file, source)
      .filter((to) => !sources.has(to) && !to.endsWith(".css"))
      .map((to) => `${file} -> ${to}`),
  );
}

function tooLong(sources: Sources): string[] {
  const lines = (source: string) => source.split("\n").length - 1;
  return each(sources, (file, source) => (lines(source) > MOST_LINES && !GENERATED.test(file) ? [file] : []));
}

const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  "the type any": /(:|<|\bas|\||,)\s*any\b(?!\s+\w)(?=[\s;,)>[\]=|])/,
  "a non-null assertion": /[\w)\]]!(?=[.;,)[\]]|\s*$)(?!=)/,
  "a plain Error": /\bnew\s+Error\(/,
  "a rule switched off without a reason": /(eslint|oxlint)-disable(?!.*--\s*\S)/,
  "a type check switched off": /@ts-(ignore|nocheck|expect-error)/,
  "work left for later": /\b(TODO|FIXME|XXX|HACK)\b/,
  "an enum, a namespace or a parameter property":
    /^\s*(export\s+)?(const\s+)?(enum|namespace)\s|constructor\([^)]*\b(private|public|protected|readonly)\s/,
};

function forbiddenWords(sources: Sources): string[] {
  return each(sources, (file, source) =>
    GENERATED.test(file)
      ? []
      : codeLines(source).flatMap(({ line, number, code }) =>
          Object.entries(FORBIDDEN)
            // What switches off a rule is a comment; everything else counts only outside comments and strings.
            .filter(([what, pattern]) => pattern.test(/switched off|left for/.test(what) ? line : code))
            .map(([what]) => `${file}:${number}: ${what}`),
        ),
  );
}

/** Each line as it stands, and without its comments, strings and patterns. */
function codeLines(source: string): { line: string; number: number; code: string }[] {
  return source.split("\n").map((line, i) => {
    const isComment = /^\s*(\*|\/\*|\/\/)/.test(line);
    const code = isComment
      ? ""
      : line.replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'|`[^`]*`?|\/\/.*$|\/(\\.|[^/\\\s])+\/[a-z]*/g, '""');
    return { line, number: i + 1, code };
  });
}

function untested(sources: Sources, exists: (test: string) => boolean): string[] {
  return [...sources.keys()].filter(
    (file) =>
      ["core", "verify", "audit"].includes(areaOf(file)) &&
      !exists(`test/${file.replace(/\.ts$/, ".test.ts")}`) &&
      !(file in TESTED_ELSEWHERE),
  );
}

const sources = sourcesOnDisk();

describe("the tree of src/", () => {
  test("is read whole", () => {
    expect(sources.size).toBeGreaterThan(150);
    expect([...sources].filter(([, source]) => importsOf(source).length > 0).length).toBeGreaterThan(120);
    expect(lostImports(sources)).toEqual([]);
  });

  test("imports in one direction: core, then publish, verify and audit, then adapters beside them, then server, cli and web", () => {
    expect(wrongDirections(sources)).toEqual([]);
  });

  test("has a place in the order for every folder", () => {
    const areas = new Set(
      [...sources.keys()].map(areaOf).map((area) => (area.startsWith("adapters/") ? "adapters/*" : area)),
    );
    expect([...areas].toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
  });

  test("has no import cycle, not even of types", () => {
    expect(findCycle(sources)).toBeUndefined();
  });

  test("uses in its pure parts no package that touches the outside, and nothing of Node", () => {
    expect(impurePackages(sources)).toEqual([]);
  });

  test("has nothing in the page, adapters and all, that a browser cannot run", () => {
    expect(beyondBrowsers(sources)).toEqual([]);
    expect(BROWSER_ADAPTERS.filter((file) => !sources.has(file))).toEqual([]);
  });

  test("has no file of more than 400 lines", () => {
    expect(tooLong(sources)).toEqual([]);
  });

  test("holds nothing that the style refuses", () => {
    expect(forbiddenWords(sources)).toEqual([]);
  });

  test("has a test for every file of core, verify and audit, or says where it is tested", () => {
    expect(untested(sources, (file) => existsSync(`${ROOT}${file}`))).toEqual([]);
    const [files, tests] = [
      Object.keys(TESTED_ELSEWHERE),
      Object.values(TESTED_ELSEWHERE)
        .join(" ")
        .match(/test\/\S+\.test\.ts/g),
    ];
    expect(files.filter((file) => !sources.has(file))).toEqual([]);
    expect(tests?.filter((file) => !existsSync(`${ROOT}${file}`))).toEqual([]);
  });
});

describe("each rule, shown something that it must refuse", () => {
  const planted = (file: string, ...lines: string[]): Sources => new Map([[file, `${lines.join("\n")}\n`]]);

  test.each([
    ["core/a.ts", "../verify/gather.ts"],
    ["core/history/a.ts", "../../adapters/evm/chain.ts"],
    ["publish/a.ts", "../verify/gather.ts"],
    ["verify/judge/a.ts", "../../audit/audit.ts"],
    ["audit/a.ts", "../adapters/node/sha256.ts"],
    ["adapters/evm/a.ts", "../ipfs/kubo.ts"],
    ["adapters/disk/a.ts", "../../verify/gather.ts"],
    ["web/a.ts", "../audit/audit.ts"],
    ["web/a.ts", "../adapters/node/sha256.ts"],
    ["web/a.ts", "../adapters/evm/chain.ts"],
    ["publish/a.ts", "../adapters/evm/state-proof.ts"],
    ["server/a.ts", "../adapters/index/catalogue.ts"],
    ["server/a.ts", "../cli/compose.ts"],
    ["elsewhere/a.ts", "../core/digest.ts"],
  ])("%s may not import %s, in any way of writing it", (file, name) => {
    for (const line of [
      `import { a } from "${name}";`,
      `import type { a } from "${name}";`,
      `import {\n  a,\n  b,\n} from "${name}";`,
      `import "${name}";`,
      `export { a } from "${name}";`,
      `export * from "${name}";`,
      `const a = await import("${name}");`,
    ])
      expect(wrongDirections(planted(file, line)), line).toHaveLength(1);
  });

  test("a cycle of two, of three, and of one", () => {
    const cycle = (...files: readonly (readonly [string, string])[]) =>
      findCycle(new Map(files.map(([file, to]) => [file, `import type { x } from "./${to}";`])));
    expect(cycle(["core/a.ts", "b.ts"], ["core/b.ts", "a.ts"])).toEqual([
      "core/a.ts",
      "core/b.ts",
      "core/a.ts",
    ]);
    expect(cycle(["core/a.ts", "b.ts"], ["core/b.ts", "c.ts"], ["core/c.ts", "b.ts"])).toHaveLength(3);
    expect(cycle(["core/a.ts", "a.ts"])).toEqual(["core/a.ts", "core/a.ts"]);
    expect(cycle(["core/a.ts", "b.ts"], ["core/b.ts", "c.ts"])).toBeUndefined();
  });

  test.each([
    ['import { readFileSync } from "node:fs";', "node:fs"],
    ['import { Interface } from "ethers";', "ethers"],
    ["const a = Buffer.from(b);", "Buffer"],
    ["const a = process.env;", "process"],
  ])("the page may not reach %s through an adapter", (line, name) => {
    const page = planted("web/a.ts", 'import { a } from "../adapters/evm/blocks.ts";');
    const behind = planted("adapters/evm/far.ts", line);
    const between = planted("adapters/evm/blocks.ts", 'export { a } from "./far.ts";');
    expect(beyondBrowsers(new Map([...page, ...between, ...behind]))).toEqual([
      `adapters/evm/far.ts -> ${name}`,
    ]);
    expect(beyondBrowsers(new Map([...between, ...behind]))).toEqual([]);
  });

  test.each(["node:fs", "fs", "ethers", "express", "ipfs-http-client", "zod"])(
    "core may not use %s",
    (name) => {
      expect(impurePackages(planted("core/a.ts", `import x from "${name}";`))).toEqual([
        `core/a.ts -> ${name}`,
      ]);
    },
  );

  test.each([
    ["const a: any = 1;", "the type any"],
    ["const a = b as any;", "the type any"],
    ["const a = new Map<string, any>();", "the type any"],
    ["const a: string | any[] = [];", "the type any"],
    ["const a = b!;", "a non-null assertion"],
    ["const a = list[0]!.name;", "a non-null assertion"],
    ["use(found!);", "a non-null assertion"],
    ['throw new Error("x");', "a plain Error"],
    ["return failure ?? new Error(`x`);", "a plain Error"],
    ["// eslint-disable-next-line no-console", "a rule switched off without a reason"],
    ["/* oxlint-disable */", "a rule switched off without a reason"],
    ["// @ts-expect-error", "a type check switched off"],
    ["// TODO: later", "work left for later"],
    ["export enum Kind {", "an enum, a namespace or a parameter property"],
    ["  constructor(private readonly a: string) {", "an enum, a namespace or a parameter property"],
  ])("%s is %s", (line, what) => {
    expect(forbiddenWords(planted("core/a.ts", "const one = 1;", line))).toEqual([`core/a.ts:2: ${what}`]);
  });

  test.each([
    "// any of them, and many!",
    'const says = "any! new Error(x)";',
    "if (a !== b) return;",
    "const many = !any;",
    "// eslint-disable-next-line typescript/require-await -- asynchronous by the port",
    "const isAny = (a: unknown) => !isNone(a);",
  ])("%s is fine", (line) => {
    expect(forbiddenWords(planted("core/a.ts", line))).toEqual([]);
  });

  test("a long file, a lost import and an untested file", () => {
    expect(tooLong(planted("core/a.ts", ...Array<string>(401).fill("")))).toEqual(["core/a.ts"]);
    expect(tooLong(planted("core/a.ts", ...Array<string>(400).fill("")))).toEqual([]);
    expect(lostImports(planted("core/a.ts", 'import "./b.ts";'))).toEqual(["core/a.ts -> core/b.ts"]);
    expect(untested(planted("core/a.ts", ""), () => false)).toEqual(["core/a.ts"]);
    expect(untested(planted("core/a.ts", ""), (file) => file === "test/core/a.test.ts")).toEqual([]);
  });

  test("the lint configuration holds the same borders", () => {
    const lint = readFileSync(`${ROOT}.oxlintrc.json`, "utf8");
    for (const rule of [
      "import/no-cycle",
      "typescript/no-explicit-any",
      "typescript/no-non-null-assertion",
      "no-restricted-imports",
    ])
      expect(lint).toContain(rule);
  });
});
