import { contractTakes } from "../../adapters/evm/contract-signature.ts";
import { recover } from "../../core/signed-statement/recover.ts";
import { nodeKeccak256 } from "../../adapters/node/keccak256.ts";
import { isFailure } from "../../core/errors/error.ts";
import { finalBlock } from "../../core/finality.ts";
import type { BlockRef, Chain } from "../../core/ports.ts";
import type { ChainId } from "../../core/publication.ts";
import type { SignedBy } from "../../core/report-signature/grade.ts";
import type { ReportSignature } from "../../core/report-signature/statement.ts";
import { reportDigest } from "../../core/report-signature/typed-data.ts";
import { isOfKey } from "../../core/signed-statement/signature.ts";
import { openChain } from "../chain.ts";
import { finalityOf } from "../compose.ts";
import { findArchive, type Place } from "../config.ts";
import { type MirrorPlaceOptions, placeOf } from "../mirror-place.ts";

/** Who vouches for a signature; with `unknown`, why nobody could be asked. */
export interface Vouched {
  readonly by: SignedBy;
  readonly problem?: string;
  /** At which a contract was asked. */
  readonly block?: BlockRef;
}

/** Says of each signature who vouches for it; nodes are opened when they are needed, and closed at the end. */
export interface Vouching extends AsyncDisposable {
  readonly vouch: (signed: ReportSignature) => Promise<Vouched>;
}

interface Asked {
  readonly chain: Chain;
  readonly block: BlockRef;
}

/** What could not be asked is `unknown`, and never a forgery. */
export function openVouching(options: MirrorPlaceOptions): Vouching {
  const bin = new AsyncDisposableStack();
  const opened = new Map<ChainId, Promise<Asked>>();
  const open = async (place: Place): Promise<Asked> => {
    const { chain } = bin.use(await openChain(place, { url: options.rpcUrl }));
    return { chain, block: await finalBlock(chain, finalityOf(place)) };
  };
  const vouch = async (signed: ReportSignature): Promise<Vouched> => {
    const { auditor: account, signature, chain: id } = signed;
    const digest = reportDigest(signed, nodeKeccak256);
    if (isOfKey({ account, signature, digest }, recover)) return { by: "key" };
    const place = placeFor(id, options);
    if (place === undefined) return { by: "unknown", problem: `no node of ${id} is named (--rpc-url)` };
    try {
      const asked = opened.get(id) ?? open(place);
      opened.set(id, asked);
      const { chain, block } = await asked;
      const isTaken = await contractTakes({ account, signature, digest }, chain, block);
      return { by: isTaken ? "contract" : "nobody", block };
    } catch (error) {
      if (!isFailure(error)) throw error;
      return { by: "unknown", problem: error.message };
    }
  };
  return { vouch, [Symbol.asyncDispose]: () => bin.disposeAsync() };
}

/** The nodes that are named, or those of an archive on that chain. */
function placeFor(chain: ChainId, options: MirrorPlaceOptions): Place | undefined {
  const named = options.rpcUrl ?? process.env["COLOPHON_RPC_URL"];
  const archive = options.rpcUrl === undefined ? archiveIfAny(options) : undefined;
  if (archive?.config.chain.id === chain) return archive;
  return named === undefined ? undefined : placeOf({ chain }, options);
}

function archiveIfAny({ archive }: MirrorPlaceOptions): Place | undefined {
  try {
    return findArchive(archive);
  } catch (error) {
    const isNamed = archive !== undefined || process.env["COLOPHON_ARCHIVE"] !== undefined;
    if (isNamed || !isFailure(error, "ARCHIVE_MISSING")) throw error;
    return undefined;
  }
}
