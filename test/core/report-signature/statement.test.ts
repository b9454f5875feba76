import { expect, test } from "vitest";
import { REPORT_MEDIA_TYPES, reportMediaType } from "../../../src/core/report-signature/statement.ts";
import { VECTORS } from "./vectors.ts";

test.each([
  ["audit.html", "text/html"],
  ["reports/audit.2026.HTM", "text/html"],
  ["audit.md", "text/markdown"],
  ["audit.json", "application/json"],
  ["audit.xml", "application/xml"],
  ["audit.pdf", undefined],
  ["html", undefined],
])("a file called %s is read as %s", (name, expected) => {
  expect(reportMediaType(name)).toBe(expected);
});

test("every kind of report has a vector", () => {
  const signed = new Set(VECTORS.signatures.map(({ file }) => file["mediaType"]));
  expect(signed).toEqual(new Set(REPORT_MEDIA_TYPES));
});
