import type { Claim } from "../../core/ports.ts";
import { fieldsOf, stringsOf } from "./lines.ts";

/** What a cluster says of a CID, peer by peer (`GET /pins/{cid}`). */
export interface ClusterStatus {
  readonly peers: readonly PeerStatus[];
  /** Peers that are to hold it; none where all are. */
  readonly allocations: readonly string[];
}

interface PeerStatus {
  readonly name: string;
  readonly state: "pinned" | "failed" | "pending" | "absent" | "elsewhere";
  readonly problem: string;
}

const STATES: Readonly<Record<string, PeerStatus["state"]>> = {
  pinned: "pinned",
  pin_error: "failed",
  cluster_error: "failed",
  unexpectedly_unpinned: "failed",
  pinning: "pending",
  pin_queued: "pending",
  remote: "elsewhere",
};

/** Undefined when the answer is none of a cluster's. */
export function parseStatus(json: unknown): ClusterStatus | undefined {
  const { peer_map: map, allocations } = fieldsOf(json);
  if (typeof map !== "object" || map === null) return undefined;
  const peers = Object.entries(map).map(([id, value]) => {
    const { peername, status, error } = fieldsOf(value);
    const name = typeof peername === "string" && peername !== "" ? peername : id;
    const state = STATES[String(status)] ?? "absent";
    return { name, state, problem: typeof error === "string" ? error : "" };
  });
  return { peers, allocations: stringsOf(allocations) };
}

/** How many peers pinned it, and how many have to: `least`, or all that are to hold it. */
export function countOf(
  { peers }: ClusterStatus,
  least: number | undefined,
): { got: number; needed: number } {
  const holders = peers.filter(({ state }) => state !== "elsewhere");
  const got = holders.filter(({ state }) => state === "pinned").length;
  return { got, needed: least ?? Math.max(1, holders.length) };
}

export function claimOf(status: ClusterStatus, least: number | undefined): Claim {
  const { got, needed } = countOf(status, least);
  if (got >= needed) return "pinned";
  const states = new Set(status.peers.map(({ state }) => state));
  if (states.has("failed")) return "failed";
  return got > 0 || states.has("pending") ? "pending" : "absent";
}

/** `pinned by 1 of 2 peers; peer2: context deadline exceeded` */
export function wordsOf(status: ClusterStatus, least: number | undefined): string {
  const { got, needed } = countOf(status, least);
  const problems = status.peers
    .filter(({ state }) => state === "failed")
    .map(({ name, problem }) => `; ${name}: ${problem === "" ? "failed" : problem}`);
  return `pinned by ${got} of ${needed} peers${problems.join("")}`;
}
