/** Hosts that are the machine that asks, whichever of its names is used. */
const LOOPBACK =
  /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/;

/**
 * Which machine a node's name (`host:port`) stands for, so that none has two votes under two names:
 * `localhost:8545`, `127.0.0.1:8545` and `[::1]:8545` are one, and so are `a.example` and `a.example.`.
 */
export function machineOf(name: string): string {
  const [, host = name, port = ""] = /^(.*?)\.?(:\d+)?$/.exec(name) ?? [];
  return `${LOOPBACK.test(host) ? "localhost" : host}${port}`;
}
