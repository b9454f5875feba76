import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../bin/colophon.js", import.meta.url));

/** Python's standard library opens a pseudo-terminal, which Node alone cannot. */
export const hasTerminal = spawnSync("python3", ["-c", "import pty"]).status === 0;

const DRIVER = `
import os, pty, select, signal, sys, time
steps = sys.argv[1].split(chr(31)) if sys.argv[1] else []
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown = b""
mark = 0
deadline = time.time() + 60
while time.time() < deadline:
    ready, _, _ = select.select([fd], [], [], 0.05)
    if ready:
        try:
            piece = os.read(fd, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    while steps:
        prompt, _, typed = steps[0].partition(chr(30))
        at = shown.find(prompt.encode(), mark)
        if at < 0:
            break
        mark = at + len(prompt.encode())
        steps.pop(0)
        time.sleep(0.1)
        os.write(fd, typed.encode())
else:
    os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
`;

/** Once the terminal shows the first, the second is typed. */
export type Step = readonly [shown: string, typed: string];

/** Runs the command line on a real pseudo-terminal. Returns everything that the terminal showed, echo included. */
export function onTerminal(
  args: readonly string[],
  steps: readonly Step[],
  env: Readonly<Record<string, string>> = {},
): ReturnType<typeof onTerminalBy> {
  return onTerminalBy([process.execPath, CLI, ...args], steps, env);
}

/** Any program and its arguments. */
export function onTerminalBy(
  command: readonly string[],
  steps: readonly Step[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number | null; readonly shown: string }> {
  const script = steps.map(([shown, typed]) => `${shown}\u001e${typed}`).join("\u001f");
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("COLOPHON_"));
  const child = spawn("python3", ["-c", DRIVER, script, ...command], {
    env: { ...Object.fromEntries(own), NO_COLOR: "1", TERM: "dumb", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let shown = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (shown += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, shown }));
  });
}
