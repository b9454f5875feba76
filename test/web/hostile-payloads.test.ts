import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Digest } from "../../src/core/digest.ts";
import type { Listening } from "../../src/server/listen.ts";
import { openBrowser, watchedPage } from "../support/browser.ts";
import { chromiumLaunch } from "../support/chromium.ts";
import { type NewIssue, MemoryArchive } from "../support/memory-archive.ts";
import { startVerifier } from "../support/verifier.ts";

const SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';

/** Archived documents that each try to reach the beacon, `B`; HTML unless the name says otherwise. */
const PAYLOADS: Readonly<Record<string, string>> = {
  script: "<script>fetch('B')</script>",
  "script-src": "<script src='B'></script>",
  module: "<script type=module>import('B')</script>",
  img: "<img src='B'>",
  "img-srcset": "<img srcset='B 1x, B?2 2x'>",
  "img-onerror": "<img src='/none.png' onerror=\"fetch('B',{mode:'no-cors'})\">",
  "body-onload": "<body onload=\"location='B'\">",
  iframe: "<iframe src='B'></iframe>",
  "iframe-srcdoc": "<iframe srcdoc=\"<script>top.location='B'</script><img src='B'>\"></iframe>",
  "iframe-javascript": "<iframe src=\"javascript:fetch('B')\"></iframe>",
  object: "<object data='B'></object>",
  embed: "<embed src='B'>",
  "meta-refresh": "<meta http-equiv='refresh' content='0;url=B'>",
  "meta-csp": "<meta http-equiv='Content-Security-Policy' content=\"default-src *\"><img src='B'>",
  base: "<base href='B'><img src='x.png'><link rel=stylesheet href='x.css'>",
  stylesheet: "<link rel=stylesheet href='B'>",
  "css-import": "<style>@import 'B';</style>",
  "css-background": "<style>body{background:url(B)}</style>",
  "css-font": "<style>@font-face{font-family:x;src:url(B)}body{font-family:x}</style>x",
  "css-attribute": "<p style=\"background:image-set('B' 1x)\">x",
  preload:
    "<link rel=preload as=image href='B'><link rel=prefetch href='B'><link rel=modulepreload href='B'>",
  icon: "<link rel=icon href='B'>",
  manifest: "<link rel=manifest href='B'>",
  "form-autosubmit":
    "<form action='B' method=post><input name=a></form><script>document.forms[0].submit()</script>",
  video: "<video src='B' autoplay poster='B'></video>",
  audio: "<audio src='B' autoplay></audio>",
  track: "<video><track default src='B'></video>",
  ping: "<a id=a href='B' ping='B'>x</a><script>a.click()</script>",
  popup: "<script>open('B')</script>",
  "top-navigation": "<script>top.location='B'</script>",
  worker: "<script>new Worker(URL.createObjectURL(new Blob([\"fetch('B')\"])))</script>",
  websocket: "<script>new WebSocket('B'.replace('http','ws'))</script>",
  beacon: "<script>navigator.sendBeacon('B','x')</script>",
  "service-worker": "<script>navigator.serviceWorker.register('sw.js')</script>",
  "portal-and-fenced": "<fencedframe></fencedframe><portal src='B'></portal>",
  "template-shadow": "<div><template shadowrootmode=open><img src='B'></template></div>",
  mathml: "<math><maction actiontype='statusline' xlink:href='B'>x</maction></math><img src='B'>",
  picture: "<picture><source srcset='B'><img></picture>",
  "input-image": "<input type=image src='B'>",
  "body-background": "<body background='B'>",
  "svg-script.svg": `<svg ${SVG}><script>fetch('B')</script></svg>`,
  "svg-onload.svg": `<svg ${SVG} onload="fetch('B')"></svg>`,
  "svg-image.svg": `<svg ${SVG}><image href='B' width='9' height='9'/></svg>`,
  "svg-use.svg": `<svg ${SVG}><use href='B#x'/></svg>`,
  "svg-foreign.svg": `<svg ${SVG}><foreignObject width='9' height='9'><img xmlns='http://www.w3.org/1999/xhtml' src='B'/></foreignObject></svg>`,
  "svg-style.svg": `<svg ${SVG}><style>@import 'B'; rect{fill:url(B#x)}</style><rect width='9' height='9'/></svg>`,
  "svg-animate.svg": `<svg ${SVG}><image width='9' height='9'><set attributeName='href' to='B'/></image></svg>`,
  "svg-xlink.svg": `<svg ${SVG}><a xlink:href="javascript:fetch('B')"><text>x</text></a><image xlink:href='B' width='9' height='9'/></svg>`,
  "svg-stylesheet.svg": `<?xml-stylesheet href='B' type='text/css'?><svg ${SVG}/>`,
};

const launch = await chromiumLaunch();
let beacon: Server;
let reached: string[];
let browser: Browser;
let verifier: Listening;
let origin: string;
let digest: Digest;

describe.skipIf(launch === undefined)("archived documents that mean harm (needs a Chromium)", () => {
  beforeAll(async () => {
    reached = [];
    beacon = createServer((request, response) => {
      reached.push(request.url ?? "");
      response.setHeader("Access-Control-Allow-Origin", "*").end("reached");
    });
    await new Promise<void>((resolve) => beacon.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(beacon.address() as AddressInfo).port}`;
    const archive = new MemoryArchive();
    digest = await archive.anchor(archive.register("Harm"), {
      label: "1",
      title: "Harm",
      files: payloadFiles(),
    });
    verifier = await startVerifier(archive);
    browser = await openBrowser(launch);
  });
  afterAll(async () => {
    await browser.close();
    await verifier.stop();
    beacon.close();
  });

  const nameOf = (name: string) => (name.includes(".") ? name : `${name}.html`);

  function payloadFiles(): NewIssue["files"] {
    const files = Object.entries(PAYLOADS).map(([name, text]) => {
      const bytes = Buffer.from(
        text.replaceAll("B", (found, at: number) => beaconAt(name, text, { found, at })),
      );
      return [nameOf(name), { type: name.endsWith(".svg") ? "image/svg+xml" : "text/html", bytes }] as const;
    });
    const own = { type: "image/svg+xml", bytes: Buffer.from(`<svg ${SVG} width="7" height="7"/>`) };
    const page = "<link rel=stylesheet href=own.css><img id=own src=own.svg><p id=styled>x";
    return {
      ...Object.fromEntries(files),
      "own.css": { type: "text/css", bytes: Buffer.from("#styled{width:77px}") },
      "own.html": { type: "text/html", bytes: Buffer.from(page) },
      "own.svg": own,
      "sw.js": { type: "text/javascript", bytes: Buffer.from("fetch('/')") },
    };
  }

  /** A lone B is the beacon's address; one inside a word (Blob) is not. */
  function beaconAt(name: string, text: string, { found, at }: { found: string; at: number }): string {
    const around = /[A-Za-z]/;
    const lone = !around.test(text[at - 1] ?? " ") && !around.test(text[at + 1] ?? " ");
    return lone ? `${origin}/${name}` : found;
  }

  test("reach it when nothing holds them back: the beacon and the payloads do work", async () => {
    const { page, close } = await watchedPage(browser);
    await page.setContent(PAYLOADS["img"]?.replace("B", `${origin}/control`) ?? "");
    await page.setContent(PAYLOADS["script"]?.replace("B", `${origin}/control-script`) ?? "");
    await expect.poll(() => reached.toSorted()).toEqual(["/control", "/control-script"]);
    reached.length = 0;
    await close();
  });

  test(`none of ${Object.keys(PAYLOADS).length} reaches a beacon when opened on its own`, async () => {
    const { page, close } = await watchedPage(browser);
    for (const name of Object.keys(PAYLOADS)) {
      await page.goto(`${verifier.url}/read/${digest}/${nameOf(name)}`);
      await page.waitForTimeout(40);
      expect(page.url(), name).toContain(verifier.url);
    }
    await page.waitForTimeout(500);
    expect(reached).toEqual([]);
    expect(page.context().pages()).toHaveLength(1);
    await close();
  });

  test("nor in the page's reading view", async () => {
    const { page, close } = await watchedPage(browser);
    await page.goto(`${verifier.url}/issues/${digest}`);
    for (const name of Object.keys(PAYLOADS)) {
      await page
        .locator("iframe.reading")
        .evaluate((frame, src) => frame.setAttribute("src", src), `/read/${digest}/${nameOf(name)}`);
      await page.waitForTimeout(60);
    }
    await page.waitForTimeout(500);
    expect(reached).toEqual([]);
    expect(page.url()).toBe(`${verifier.url}/issues/${digest}`);
    expect(page.context().pages()).toHaveLength(1);
    await close();
  });

  test("while a harmless one has its own pictures and style sheets, in the frame too", async () => {
    const { page, close } = await watchedPage(browser);
    await page.goto(`${verifier.url}/read/${digest}/own.html`);
    const shown = () => ({
      picture: document.querySelector<HTMLImageElement>("#own")?.naturalWidth,
      width: document.querySelector("#styled")?.getBoundingClientRect().width,
    });
    expect(await page.evaluate(shown)).toEqual({ picture: 7, width: 77 });
    await page.goto(`${verifier.url}/issues/${digest}`);
    await page
      .locator("iframe.reading")
      .evaluate((frame, src) => frame.setAttribute("src", src), `/read/${digest}/own.html`);
    await expect.poll(() => page.frames().at(-1)?.evaluate(shown)).toEqual({ picture: 7, width: 77 });
    await close();
  });
});
