/**
 * A heap that is collected when it has grown by a third, and whose freed pages go back at once: as `node --help` and
 * `node --v8-options` tell of them.
 */
const FLAGS = [
  "--max-semi-space-size=2",
  "--max-old-space-size=1024",
  "--heap-growing-percent=30",
  "--no-memory-pool",
];

/**
 * Starts this very process anew with a small heap, where it is not so already: left to itself, a heap that is told of
 * no limit waits until it has several times the size of what is in it. For a command that works on for long and keeps
 * little. Who has chosen a heap keeps it. Comes back where nothing is to be done, or it cannot be done.
 */
export function keepHeapModest() {
  const { env, execArgv, execPath, argv } = process;
  if (process.execve === undefined || process.platform === "win32" || process.connected === true) return;
  if ([...execArgv, env["NODE_OPTIONS"] ?? ""].some((said) => /--max[-_](?:old|heap|semi)/.test(said)))
    return;
  if (namesDescriptor(argv.slice(2), env)) return;
  process.execve(execPath, [execPath, ...FLAGS, ...execArgv, ...argv.slice(1)]);
}

/** Other descriptors than the standard ones do not outlive it. */
function namesDescriptor(args, env) {
  const own = Object.entries(env).filter(([name]) => name.startsWith("COLOPHON_"));
  const isDescriptor = (said) => /^--[a-z-]+-fd(?:=|$)|^\/(?:dev|proc\/self)\/fd\//.test(said);
  return (
    args.some(isDescriptor) || own.some(([name, said]) => name.endsWith("_FD") || isDescriptor(said ?? ""))
  );
}
