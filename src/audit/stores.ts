import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { Store } from "../core/ports.ts";
import { readBack } from "../core/retrieval.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { Fault, StoreReport } from "./report.ts";

/** Something that every store must hold whole: an issue with all its blocks, or a small document. */
export interface Holding {
  readonly digest: Digest;
  readonly label?: Label;
  /** Without what it links to: of the blocks of a list, whose issues are holdings of their own. */
  readonly alone?: boolean;
}

export interface StoreAudit {
  readonly sha256: Sha256;
  readonly onBlock?: (store: string, bytes: number) => void;
}

/**
 * Reads every block of every holding back from one store and hashes it. A store that stops answering is reported with
 * what it gave until then, and is not asked further.
 */
export async function auditStore(
  store: Store,
  holdings: readonly Holding[],
  { sha256, onBlock }: StoreAudit,
): Promise<StoreReport> {
  const total = { blocks: 0, verified: 0, missing: 0, corrupt: 0, bytes: 0 };
  const faults: Fault[] = [];
  for (const holding of holdings) {
    const copy = await readBack(store, documentCid(holding.digest), {
      sha256,
      onBlock: (bytes) => onBlock?.(store.id, bytes),
      alone: holding.alone === true,
    });
    total.blocks += copy.blocks;
    total.verified += copy.verified;
    total.bytes += copy.bytes;
    total.missing += copy.missing.length;
    total.corrupt += copy.corrupt.length;
    faults.push(...copy.missing.map((cid) => blockFault("block-missing", cid, { store, holding })));
    faults.push(...copy.corrupt.map((cid) => blockFault("block-corrupt", cid, { store, holding })));
    faults.push(...copy.malformed.map((cid) => blockFault("block-malformed", cid, { store, holding })));
    if (copy.failure === undefined) continue;
    faults.push({ fault: "store-unreachable", says: copy.failure.message, store: store.id });
    break;
  }
  return { id: store.id, ...total, faults };
}

const WHAT = {
  "block-missing": "does not give",
  "block-corrupt": "gives wrong bytes for",
  "block-malformed": "gives intact, but it cannot be decoded,",
} as const;

function blockFault(
  fault: keyof typeof WHAT,
  cid: string,
  { store, holding }: { store: Store; holding: Holding },
): Fault {
  const whose = holding.label === undefined ? "a document of the history" : `issue ${holding.label}`;
  return {
    fault,
    says: `The store ${store.id} ${WHAT[fault]} the block ${cid} of ${whose}.`,
    store: store.id,
    digest: holding.digest,
    ...(holding.label === undefined ? {} : { label: holding.label }),
  };
}
