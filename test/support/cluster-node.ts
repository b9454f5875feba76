import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { addressIn, goProgram } from "./go-program.ts";
import { type KuboNode, kuboProgram, startKubo } from "./kubo-node.ts";

/** A peer of a cluster with a Kubo node of its own. */
export interface ClusterPeer {
  /** Of its REST API. */
  readonly url: string;
  /** Of its Pinning Service API. */
  readonly pinning: string;
  readonly name: string;
  readonly kubo: KuboNode;
  stop(): Promise<void>;
}

export interface Cluster {
  readonly peers: readonly ClusterPeer[];
  stop(): Promise<void>;
}

export interface ClusterPrograms {
  readonly cluster: string;
  readonly kubo: string;
}

export function clusterPrograms(): ClusterPrograms | undefined {
  const cluster = goProgram("ipfs-cluster-service", "COLOPHON_IPFS_CLUSTER");
  const kubo = kuboProgram();
  return cluster === undefined || kubo === undefined ? undefined : { cluster, kubo };
}

export const WHY_NO_CLUSTER =
  "needs Kubo and IPFS Cluster: run tools/install-kubo.sh and tools/install-cluster.sh, or set COLOPHON_IPFS and COLOPHON_IPFS_CLUSTER";

const SECRET = "c0".repeat(32);

/** A real cluster of so many peers, which know each other when this resolves. `credentials` are asked for by its API. */
export async function startCluster(
  programs: ClusterPrograms,
  size: number,
  credentials?: Readonly<Record<string, string>>,
): Promise<Cluster> {
  const peers: ClusterPeer[] = [];
  const stop = async () => {
    await Promise.all(peers.map((peer) => peer.stop()));
  };
  try {
    let first: string | undefined;
    for (let number = 1; number <= size; number++) {
      const { peer, address } = await startPeer(programs, {
        name: `peer${number}`,
        join: first,
        credentials,
      });
      peers.push(peer);
      first ??= address;
    }
    for (const { url } of peers) await untilKnown(url, size, credentials);
    return { peers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface PeerSettings {
  readonly name: string;
  /** The address of a peer that is there already. */
  readonly join: string | undefined;
  readonly credentials: Readonly<Record<string, string>> | undefined;
}

async function startPeer({ cluster, kubo: ipfs }: ClusterPrograms, settings: PeerSettings) {
  const kubo = await startKubo(ipfs);
  const folder = mkdtempSync(join(tmpdir(), "colophon-cluster-"));
  const env = { ...process.env, IPFS_CLUSTER_PATH: folder, CLUSTER_SECRET: SECRET };
  execFileSync(cluster, ["init", "--randomports", "--datastore", "leveldb"], { env, stdio: "ignore" });
  const { rest, pinning, swarm } = configure(join(folder, "service.json"), kubo, settings);
  const { id } = JSON.parse(readFileSync(join(folder, "identity.json"), "utf8")) as { id: string };
  const bootstrap = settings.join === undefined ? [] : ["--bootstrap", settings.join];
  const daemon = spawn(cluster, ["daemon", ...bootstrap], { env, stdio: "ignore" });
  const url = addressIn(rest);
  await untilAnswering(url, daemon);
  const stop = async () => {
    daemon.kill("SIGINT");
    if (daemon.exitCode === null) await once(daemon, "exit");
    await kubo.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const peer: ClusterPeer = { url, pinning: addressIn(pinning), name: settings.name, kubo, stop };
  return { peer, address: `${swarm}/p2p/${id}` };
}

interface ServiceFile {
  cluster: Record<string, unknown> & { listen_multiaddress: string[] };
  api: Record<"restapi" | "pinsvcapi" | "ipfsproxy", Record<string, unknown>>;
  ipfs_connector: { ipfshttp: Record<string, unknown> };
}

/** Everything at home, at the ports that were chosen for it, and quick to notice what happens. */
function configure(file: string, kubo: KuboNode, { name, credentials }: PeerSettings) {
  const service = JSON.parse(readFileSync(file, "utf8")) as ServiceFile;
  const { cluster, api, ipfs_connector: connector } = service;
  const swarm = (cluster.listen_multiaddress.find((one) => one.includes("/tcp/")) ?? "").replace(
    "0.0.0.0",
    "127.0.0.1",
  );
  const { hostname, port } = new URL(kubo.url);
  const node = `/ip4/${hostname}/tcp/${port}`;
  Object.assign(cluster, { peername: name, listen_multiaddress: [swarm], mdns_interval: "0s" });
  Object.assign(cluster, { monitor_ping_interval: "1s", pin_recover_interval: "5s" });
  Object.assign(connector.ipfshttp, { node_multiaddress: node, connect_swarms_delay: "1s" });
  api.ipfsproxy["node_multiaddress"] = node;
  for (const one of [api.restapi, api.pinsvcapi]) one["basic_auth_credentials"] = credentials ?? null;
  writeFileSync(file, JSON.stringify(service));
  const addressOf = (one: Record<string, unknown>) => String(one["http_listen_multiaddress"]);
  return { swarm, rest: addressOf(api.restapi), pinning: addressOf(api.pinsvcapi) };
}

async function untilAnswering(url: string, daemon: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    if (daemon.exitCode !== null) throw new RangeError(`the peer stopped with ${daemon.exitCode}`);
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer !== undefined) return;
    await delay(100);
  }
  throw new RangeError("the peer did not start");
}

async function untilKnown(
  url: string,
  size: number,
  credentials: Readonly<Record<string, string>> = {},
): Promise<void> {
  const [pair] = Object.entries(credentials);
  const headers: Record<string, string> =
    pair === undefined ? {} : { Authorization: `Basic ${Buffer.from(pair.join(":")).toString("base64")}` };
  for (let waited = 0; waited < 30_000; waited += 200) {
    const known = await (await fetch(`${url}/peers`, { headers })).text();
    if (known.split("\n").filter((line) => line.includes('"id"')).length === size) return;
    await delay(200);
  }
  throw new RangeError("the peers did not find each other");
}
