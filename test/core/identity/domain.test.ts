import { describe, expect, test } from "vitest";
import { isReserved, shownDomain } from "../../../src/core/identity/domain.ts";

describe("a domain as people are shown it", () => {
  test("is the DNS's own form, with what it reads as beside it", () => {
    expect(shownDomain("xn--bcher-kva.example")).toEqual({
      ascii: "xn--bcher-kva.example",
      unicode: "bücher.example",
    });
    expect(shownDomain("tidewater.press")).toEqual({ ascii: "tidewater.press" });
  });

  test("is shown with a warning when its letters may pass for others", () => {
    expect(shownDomain("xn--80ak6aa92e.com").lookalike).toBe("looks-latin");
    expect(shownDomain("xn--pypal-4ve.com")).toMatchObject({
      unicode: "pаypal.com",
      lookalike: "mixed-scripts",
    });
  });

  test("is shown as it is where an A-label stands for nothing", () => {
    expect(shownDomain("xn--99999999.com")).toEqual({ ascii: "xn--99999999.com" });
  });

  test.each([
    "tidewater.example",
    "example.com",
    "www.example.org",
    "a.test",
    "b.local",
    "c.onion",
    "d.home.arpa",
  ])("%s can be nobody's", (domain) => {
    expect(isReserved(domain)).toBe(true);
  });

  test.each(["tidewater.press", "myexample.com", "example.co", "latest.news", "local.paper"])(
    "%s can be owned",
    (domain) => {
      expect(isReserved(domain)).toBe(false);
    },
  );
});
