/**
 * A heap that is collected when it has grown by a third, and whose freed pages go back at once: as `node --help` and
 * `node --v8-options` tell of them.
 */
const flagsFor = (limit) => [
  "--max-semi-space-size=2",
  `--max-old-space-size=${limit}`,
  "--heap-growing-percent=30",
  "--no-memory-pool",
];

/** In MiB, by command. Logs of a long history are many at once, where there is no mirror to take the entries from. */
const LIMITS = new Map([
  ["import", 1024],
  ["audit", 4096],
  ["mirror", 4096],
  ["monitor", 4096],
]);

/**
 * Starts this very process anew with a small heap, for a command that works on for long and keeps little: left to itself,
 * a heap that is told of no limit waits until it has several times the size of what is in it. Who has chosen a heap keeps
 * it. Comes back where nothing is to be done, or it cannot be done.
 */
export function keepHeapModest() {
  const { env, execArgv, execPath, argv } = process;
  const limit = LIMITS.get(argv[2] ?? "");
  if (limit === undefined) return;
  if (process.execve === undefined || process.platform === "win32" || process.connected === true) return;
  if ([...execArgv, env["NODE_OPTIONS"] ?? ""].some((said) => /--max[-_](?:old|heap|semi)/.test(said)))
    return;
  if (namesDescriptor(argv.slice(2), env)) return;
  process.execve(execPath, [execPath, ...flagsFor(limit), ...execArgv, ...argv.slice(1)]);
}

/** Other descriptors than the standard ones do not outlive it. */
function namesDescriptor(args, env) {
  const own = Object.entries(env).filter(([name]) => name.startsWith("COLOPHON_"));
  const isDescriptor = (said) => /^--[a-z-]+-fd(?:=|$)|^\/(?:dev|proc\/self)\/fd\//.test(said);
  return (
    args.some(isDescriptor) || own.some(([name, said]) => name.endsWith("_FD") || isDescriptor(said ?? ""))
  );
}
