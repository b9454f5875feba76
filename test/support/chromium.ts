import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly args: string[];
  readonly env?: Record<string, string>;
}

/** Nothing that weakens the browser's own rules: a security test run without them would prove nothing. */
const ARGS = ["--no-sandbox", "--disable-gpu", "--headless=shell"];

const UNPACKED = fileURLToPath(new URL("../../node_modules/.cache/chromium-153", import.meta.url));

/** Longer than unpacking takes: a lock this old was left behind by a killed run. */
const LOCK_MS = 60_000;

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
  const found = await packaged();
  if (found !== undefined) return found;
  const executablePath = INSTALLED.find((path) => existsSync(path));
  return executablePath === undefined ? undefined : { executablePath, args: ARGS };
}

/**
 * The package unpacks into the temporary folder and reuses whatever lies there, of any version: so it gets its own. What
 * it needs in its environment is handed to the browser alone, and this process keeps its own as it was.
 */
async function packaged(): Promise<ChromiumLaunch | undefined> {
  if (process.platform !== "linux") return undefined;
  const saved = { ...process.env };
  mkdirSync(UNPACKED, { recursive: true });
  process.env["TMPDIR"] = UNPACKED;
  // Makes it unpack the shared libraries and the font that a bare machine lacks.
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs22.x";
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    const executablePath = await alone(() => chromium.executablePath());
    return { executablePath, args: ARGS, env: browserEnvironment(saved["TMPDIR"]) };
  } catch {
    return undefined;
  } finally {
    for (const name of Object.keys(process.env)) if (saved[name] === undefined) delete process.env[name];
    Object.assign(process.env, saved);
  }
}

/** Test files run at once, and one must not start a browser that another is still unpacking. */
async function alone<T>(unpack: () => Promise<T>): Promise<T> {
  const lock = `${UNPACKED}.lock`;
  for (let waited = 0; waited < LOCK_MS; waited += 100) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      await delay(100);
    }
  }
  try {
    return await unpack();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/**
 * The package's own list of fonts names a folder that is not there when it was unpacked elsewhere, and a page with a
 * form field crashes a browser that has no font: so it is written anew, with the machine's fonts besides.
 */
function browserEnvironment(temporary: string | undefined): Record<string, string> {
  const folders = [join(UNPACKED, "fonts", "fonts"), "/usr/share/fonts"].map((dir) => `<dir>${dir}</dir>`);
  const cache = `<cachedir>${join(UNPACKED, "font-cache")}</cachedir>`;
  const list = join(UNPACKED, "fonts.conf");
  writeFileSync(list, `<?xml version="1.0"?><fontconfig>${folders.join("")}${cache}</fontconfig>`);
  const env = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const { TMPDIR: _unpacking, FONTCONFIG_PATH: _names, ...rest } = Object.fromEntries(env);
  return { ...rest, FONTCONFIG_FILE: list, ...(temporary === undefined ? {} : { TMPDIR: temporary }) };
}
