import { BlockList, isIP } from "node:net";
import { OWN_NETWORKS } from "../../core/own-networks.ts";

const MOST = 20;
const LONGEST = 300;

const OWN = new BlockList();
for (const [net, prefix, family] of OWN_NETWORKS) OWN.addSubnet(net, prefix, family);

/**
 * To which of the nodes that a service names our own node is told to connect: few, each a peer, and none in our own
 * network, into which a service out there has no business of sending anybody.
 */
export function allowedDelegates(delegates: readonly string[], { hostname }: URL): readonly string[] {
  const isNear = isOwn(hostname);
  return delegates
    .filter((one) => one.length <= LONGEST && /\/p2p\/[A-Za-z0-9]+$/.test(one))
    .filter((one) => isNear || !one.split("/").some(isOwn))
    .slice(0, MOST);
}

/** `10.0.0.7`, `[::1]`, `localhost` */
function isOwn(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, "").replace(/^::ffff:(?=\d+\.)/i, "");
  const kind = isIP(plain);
  if (kind === 0) return /(^|\.)(localhost|local|internal)$/i.test(plain);
  return OWN.check(plain, kind === 6 ? "ipv6" : "ipv4");
}
