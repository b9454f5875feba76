import { base58btc } from "multiformats/bases/base58";
import { create } from "multiformats/hashes/digest";
import type { Sha256 } from "../../core/sha256.ts";

const SHA2_256 = 0x12;

/** `https://archive.example` is `/dns/archive.example/tcp/443/tls/http`: how an IPFS node is told of a web server. */
export function multiaddressOf({ protocol, hostname, port }: URL): string {
  const host = hostname.replace(/^\[|\]$/g, "");
  const kind = host.includes(":") ? "ip6" : /^\d+\.\d+\.\d+\.\d+$/.test(host) ? "ip4" : "dns";
  const secure = protocol === "https:";
  return `/${kind}/${host}/tcp/${port === "" ? (secure ? 443 : 80) : port}${secure ? "/tls" : ""}/http`;
}

/**
 * A peer ID, without which no record counts. Nobody checks it over HTTP, where a name and its certificate stand for the
 * peer; it only has to be another one for every address.
 */
export function peerIdOf(multiaddress: string, sha256: Sha256): string {
  const digest = sha256(Buffer.from(`colophon gateway ${multiaddress}`));
  return base58btc.baseEncode(create(SHA2_256, digest).bytes);
}
