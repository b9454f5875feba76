import { describe, expect, test } from "vitest";
import { parseIssuePath } from "../../src/core/path.ts";
import { issueFolders } from "../../src/publish/issue-folders.ts";

const found = (...paths: readonly string[]) => issueFolders(paths.map(parseIssuePath), "issue.yaml");

describe("issueFolders", () => {
  test("are those that describe an issue, however deep, whatever lies beside them", () => {
    expect(found("notes.txt", "2024/01/issue.yaml", "2024/01/a.txt", "2024/02/issue.yaml")).toEqual([
      "2024/01",
      "2024/02",
    ]);
    expect(found("only/issue.yaml", "only/a.txt")).toEqual(["only"]);
  });

  test("are those that begin with a page each, where nothing lies beside them", () => {
    expect(found("42/index.html", "42/map.svg", "43/INDEX.md")).toEqual(["42", "43"]);
  });

  test.each([
    [["index.html", "de/index.html", "fr/index.html"]],
    [["cover.jpg", "1/index.html", "2/index.html"]],
    [["assets/style.css", "images/a.png", "chapters/1.html"]],
    [["OEBPS/index.html", "META-INF/container.xml", "mimetype"]],
    [["site/index.html", "site/a/index.html", "site/b/index.html"]],
    [["a.txt"]],
  ])("are none in an issue: %j", (paths) => {
    expect(found(...paths)).toEqual([]);
  });
});
