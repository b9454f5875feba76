import { describe, expect, test } from "vitest";
import { html } from "../../../src/server/pages/html.ts";

describe("html", () => {
  test("escapes every value, in text and in attributes", () => {
    const hostile = `<script>"'&`;
    const escaped = "&lt;script&gt;&quot;&#39;&amp;";
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  test("leaves its own markup as it is, joins lists, and skips what is not there", () => {
    const items = ["a", "b"].map((item) => html`<li>${item}</li>`);
    expect(html`${items}${undefined}${0}`.text).toBe("<li>a</li><li>b</li>0");
  });
});
