import { describe, expect, test } from "vitest";
import { isClaimedDate } from "../../../src/core/date.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { retryIn } from "../../../src/cli/watch/feed.ts";
import { uniqueName } from "../../../src/adapters/back-catalogue/sources/maildir.ts";
import { isNoise, isUnfinished } from "../../../src/cli/watch/noise.ts";
import { reviseCommand } from "../../../src/cli/watch/revise-command.ts";
import { beginsAt } from "../../../src/cli/watch/words.ts";

describe("names", () => {
  test.each([
    ".git",
    ".index.html.swp",
    ".#post.md",
    "post.md~",
    "#post.md#",
    "a.swp",
    "4913",
    "~$letter.docx",
    "Thumbs.db",
    "desktop.ini",
  ])("%s is no part of an issue", (name) => {
    expect(isNoise(name)).toBe(true);
  });

  test.each(["index.html", "4913.txt", "#95.md", "c#.md", "a.swift"])("%s is", (name) => {
    expect([isNoise(name), isUnfinished(name)]).toEqual([false, false]);
  });

  test.each(["a.part", "a.html.PARTIAL", "a.tmp", "a.crdownload", "a.filepart"])(
    "%s is not whole",
    (name) => {
      expect([isNoise(name), isUnfinished(name)]).toEqual([false, true]);
    },
  );

  test.each([
    ["new/1574771400.M1P2.host", "1574771400.M1P2.host.eml"],
    ["cur/1574771400.M1P2.host:2,RS", "1574771400.M1P2.host.eml"],
    ["tmp/1574771400.M1P2.host", undefined],
    ["cur/sub/1574771400", undefined],
  ])("the message %s of a Maildir is %s", (path, name) => {
    expect(uniqueName(path)).toBe(name);
  });
});

describe("a server's wish", () => {
  const now = Date.UTC(2026, 10, 22, 12);
  test.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ["120", 120_000],
    ["Sun, 22 Nov 2026 12:00:30 GMT", 30_000],
    ["Sun, 22 Nov 2026 11:00:00 GMT", undefined],
    ["999999999", 86_400_000],
    ["-5", undefined],
    ["soon", undefined],
  ])("to be asked after %s is %s milliseconds", (said, wait) => {
    const headers = said === undefined ? {} : { "retry-after": said };
    expect(retryIn(headers, now).retryIn).toBe(wait);
  });
});

describe("a claimed date", () => {
  test.each([
    ["2026-11-22T06:30:00Z", Date.UTC(2026, 10, 22, 6, 30)],
    ["2026-11-22", new Date(2026, 10, 22).getTime()],
    ["2026-11", new Date(2026, 10, 1).getTime()],
    ["2026", new Date(2026, 0, 1).getTime()],
  ])("%s begins with its first moment here", (date, at) => {
    expect(isClaimedDate(date) ? beginsAt(date) : undefined).toBe(at);
  });
});

test("the command that revises can be pasted into a shell, whatever the folder is called", () => {
  const label = parseLabel("95");
  const command = (path: string | undefined, given = {}) =>
    reviseCommand(label, { path, source: "my site", given });
  expect(command("/a/95")).toBe('colophon revise /a/95 --label 95 --reason "..."');
  expect(command("/a/it's $(x)")).toBe(`colophon revise '/a/it'\\''s $(x)' --label 95 --reason "..."`);
  expect(command(undefined)).toBe(`colophon watch 'my site' --once --changed revise --reason "..."`);
  // In an archive of several publications the command would be refused without the name of this one.
  expect(command("/a/95", { publication: "letter", kind: "issues" })).toBe(
    'colophon revise /a/95 --label 95 --publication letter --reason "..."',
  );
  expect(
    command(undefined, { archive: "my archive", publication: "letter", kind: "posts", drafts: true }),
  ).toBe(
    `colophon watch 'my site' --archive 'my archive' --publication letter --kind posts --drafts --once --changed revise --reason "..."`,
  );
});
