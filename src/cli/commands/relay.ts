import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { type Address, parseAddress } from "../../core/address.ts";
import { presetOf } from "../../core/chains.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import type { Signer } from "../../core/ports.ts";
import type { SignedCall } from "../../core/signed-call/call.ts";
import { callInWords, placeInWords } from "../../core/signed-call/words.ts";
import { settle } from "../../publish/publisher.ts";
import { type Prospect, prospectOf, relay, type Relayed } from "../../publish/relay.ts";
import { minute } from "../../verify/wording.ts";
import { openRelaying, type Relaying, type RelayingOptions } from "../compose.ts";
import { findArchive, type Place } from "../config.ts";
import { ether } from "../../core/ether.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output } from "../output.ts";
import { showProgress } from "../progress.ts";
import { readSignedCall } from "../signed-file.ts";
import { toldOf } from "../signed-words.ts";
import { closedSigner, signerAccount } from "../signer.ts";
import { otherSigner, type SignerOptions, signerSettings } from "../signer-settings.ts";

export interface RelayOptions extends CommonOptions, SignerOptions {
  readonly state?: string;
  /** The registry that is meant, where its code is not that of this program's. */
  readonly registry?: string;
  readonly maxGas: string;
  readonly dryRun: boolean;
  readonly wait: "mined" | "final";
}

/** `colophon relay <file>` */
export async function relayCommand(file: string, options: RelayOptions): Promise<number> {
  const output = createOutput(options.json);
  const mostGas = parseGas(options.maxGas);
  const signed = await readSignedCall(file);
  const { place, isNamed } = await placeFor(signed, options);
  const closed = options.dryRun ? await closedPayer(place, signed) : undefined;
  const progress = showProgress(process.stderr);
  try {
    await using relaying = await openFor(signed, place, {
      ...{ onProgress: progress, until: options.wait, mostGas, url: options.rpcUrl },
      ...(closed === undefined ? {} : { signer: closed.signer }),
      isNamed,
    });
    const { relayer } = relaying;
    const payer = closed === undefined ? relayer.transacting.signer.address : closed.account;
    if (!options.dryRun) await settle(relayer);
    const prospect = await prospectOf(signed, relayer);
    output.note(sentence(signed, prospect, payer));
    const done = options.dryRun || prospect.kind === "standing" ? undefined : await relay(signed, relayer);
    progress.end();
    show({ signed, prospect, done, payer }, output);
    return 0;
  } finally {
    progress.end();
  }
}

function parseGas(text: string): bigint {
  if (!/^[1-9][0-9]{4,8}$/.test(text))
    fail("USAGE_INVALID", { problem: `--max-gas is a number such as 1000000; got ${text}` });
  return BigInt(text);
}

/** Did the sender say which registry is meant? @throws SIGNED_ELSEWHERE when it is another than the file's */
function isRegistryNamed({ publication }: SignedCall, given: string | undefined): boolean {
  if (given === undefined) return false;
  const expected = parseAddress(given);
  if (expected !== publication.registry)
    fail("SIGNED_ELSEWHERE", { what: "registry", got: publication.registry, expected });
  return true;
}

/**
 * The archive at hand, which must be on the registry that was signed for; or, where a node is named or there is no
 * archive, a place of the relayer's own, which holds a journal and nothing else.
 */
async function placeFor(
  signed: SignedCall,
  options: RelayOptions,
): Promise<Pick<RelayingOptions, "isNamed"> & { place: Place }> {
  const { publication } = signed;
  const isNamed = isRegistryNamed(signed, options.registry);
  if (options.rpcUrl !== undefined && options.archive !== undefined)
    fail("USAGE_INVALID", {
      problem: "--archive and --rpc-url are two places to send from: give one of them",
    });
  const archive = options.rpcUrl === undefined ? archiveIfAny(options.archive) : undefined;
  if (archive === undefined) return { place: await ownPlace(publication, options), isNamed };
  refuseOtherKey(archive, options);
  const { chain, registry = "none" } = archive.config;
  if (chain.id !== publication.chain)
    fail("SIGNED_ELSEWHERE", { what: "chain", got: publication.chain, expected: chain.id });
  if (registry !== publication.registry)
    fail("SIGNED_ELSEWHERE", { what: "registry", got: publication.registry, expected: registry });
  return { place: archive, isNamed: true };
}

/** An archive has its own key and its own journal: one nonce would go to two transactions if they were mixed. */
function refuseOtherKey(archive: Place, options: RelayOptions): void {
  for (const [flag, isOther] of Object.entries(otherSigner(archive, options)))
    if (isOther)
      fail("USAGE_INVALID", {
        problem: `The archive in ${archive.folder} signs with its own key, and ${flag} asks for another: with --rpc-url it is sent without the archive`,
      });
}

function archiveIfAny(named: string | undefined): Place | undefined {
  try {
    return findArchive(named);
  } catch (error) {
    const isNamed = named !== undefined || process.env["COLOPHON_ARCHIVE"] !== undefined;
    if (isNamed || !isFailure(error, "ARCHIVE_MISSING")) throw error;
    if (process.env["COLOPHON_RPC_URL"] !== undefined) return undefined;
    return fail("USAGE_INVALID", {
      problem: "There is no archive here and no node is named: give --rpc-url, or set COLOPHON_RPC_URL",
    });
  }
}

/**
 * One journal and one lock for all that a person relays on one chain: two would give one nonce to two transactions.
 * Accounts count their nonces on each chain by itself, and what is unfinished on one chain is nothing to another.
 */
async function ownPlace(
  { chain, registry }: SignedCall["publication"],
  options: RelayOptions,
): Promise<Place> {
  const { state } = options;
  const states = state ?? join(process.env["XDG_STATE_HOME"] ?? join(homedir(), ".local/state"), "colophon");
  return {
    folder: resolve(states, chain.replace(":", "-")),
    config: {
      type: "colophon/archive/1",
      chain: { type: "rpc", id: chain },
      registry,
      deployedAt: 0,
      publications: [],
      signer: await signerSettings(options),
      targets: [],
      policy: { minCopies: 1, minOperators: 1 },
    },
  };
}

/** A dry run opens no key; where only the passphrase would tell whose it is, anybody's account costs the same. */
async function closedPayer(
  place: Place,
  { publisher }: SignedCall,
): Promise<{ account: Address | undefined; signer: Signer }> {
  const account = await signerAccount(place);
  return { account, signer: closedSigner(account ?? publisher, "a dry run signs nothing") };
}

/** @throws SIGNED_ELSEWHERE where the node is of another chain than the one that was signed for */
async function openFor(
  { publication }: SignedCall,
  place: Place,
  options: RelayingOptions,
): Promise<Relaying> {
  try {
    return await openRelaying(publication, place, options);
  } catch (error) {
    if (!isFailure(error, "CHAIN_MISMATCH")) throw error;
    const expected = String(error.parameters["got"]);
    return fail("SIGNED_ELSEWHERE", { what: "chain", got: publication.chain, expected });
  }
}

function sentence(signed: SignedCall, prospect: Prospect, payer: Address | undefined): string {
  const what = `${callInWords(signed.call)} ${placeInWords(signed)}`;
  if (prospect.kind === "standing") return `This is done already: ${what}.`;
  const cost = `${prospect.gas} gas, ${ether(prospect.wei)} ether at the fees of now`;
  const most = `never more than ${ether(prospect.mostWei)} ether (--max-gas, at the highest fee that is offered)`;
  const beside = hasDataFee(signed)
    ? "; the chain takes a fee for the data beside it, which has no bound"
    : "";
  return `${payer ?? "The account of the keystore"} sends, for ${signed.publisher}: ${what}; it costs ${cost}, and ${most}${beside}.`;
}

function hasDataFee({ publication }: SignedCall): boolean {
  return presetOf(publication.chain)?.dataFee === true;
}

interface Told {
  readonly signed: SignedCall;
  readonly prospect: Prospect;
  /** Undefined when nothing was sent. */
  readonly done: Relayed | undefined;
  /** Undefined for a keystore that does not say whose it is, and was not opened. */
  readonly payer: Address | undefined;
}

function show({ signed, prospect, done, payer }: Told, output: Output): void {
  const standing = prospect.kind === "standing" ? prospect.standing : done;
  const status = done?.status ?? (prospect.kind === "standing" ? "already" : "ready");
  const { gas, wei, mostWei } = { gas: undefined, wei: undefined, mostWei: undefined, ...prospect };
  const cost = prospect.kind === "ready" ? { gas, wei, mostWei } : {};
  if (output.json) output.document({ status, ...toldOf(signed), relayer: payer, ...cost, ...standing });
  const at = standing?.anchoredAt === undefined ? "" : `, ${minute(standing.anchoredAt)}`;
  if (status === "ready") output.line("Nothing was sent.");
  else if (status === "already") output.line(`It stands on the chain already${at}; nothing was sent.`);
  else output.line(`It is anchored${at}${status === "final" ? "" : " (not yet final)"}.`);
  const { tx, block } = standing ?? {};
  if (tx !== undefined) output.line(`  block    ${block ?? ""}  ${tx}`);
}
