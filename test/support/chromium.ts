import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly args: string[];
}

/** Nothing that weakens the browser's own rules: a security test run without them would prove nothing. */
const ARGS = ["--no-sandbox", "--disable-gpu", "--headless=shell"];

const INSTALLED = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** A Chromium to drive: an explicit one, the build from the package (Linux), or an installed Chrome; undefined where there is none. */
export async function chromiumLaunch(): Promise<ChromiumLaunch | undefined> {
  const own = process.env["CHROMIUM_PATH"];
  if (own !== undefined && own !== "") return { executablePath: own, args: ARGS };
  const executablePath = (await packaged()) ?? INSTALLED.find((path) => existsSync(path));
  return executablePath === undefined ? undefined : { executablePath, args: ARGS };
}

/** The package unpacks into the temporary folder and reuses whatever lies there, of any version: so it gets its own. */
async function packaged(): Promise<string | undefined> {
  if (process.platform !== "linux") return undefined;
  const saved = process.env["TMPDIR"];
  const own = fileURLToPath(new URL("../../node_modules/.cache/chromium-153", import.meta.url));
  mkdirSync(own, { recursive: true });
  process.env["TMPDIR"] = own;
  // Makes it unpack the shared libraries that a bare machine lacks.
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs22.x";
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    return await chromium.executablePath();
  } catch {
    return undefined;
  } finally {
    if (saved === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = saved;
  }
}
