import { readFileSync } from "node:fs";
import { type Address, parseAddress } from "../../../src/core/address.ts";
import { type Bytes32, type Digest, parseDigest } from "../../../src/core/digest.ts";
import { parsePublicationId, type PublicationId } from "../../../src/core/publication.ts";
import type { SlotProof, StateProof } from "../../../src/core/state-proof/form.ts";
import type { StateClaim } from "../../../src/core/state-proof/state-proof.ts";

/* test/vectors/state-proof/: what real nodes answered, read as `eth_getProof` gives it. */

type Hex = `0x${string}`;

interface Answer {
  readonly address: string;
  readonly accountProof: readonly Hex[];
  readonly storageHash: Hex;
  readonly codeHash: Hex;
  readonly storageProof: readonly {
    readonly key: string;
    readonly value: string;
    readonly proof: readonly Hex[];
  }[];
}

interface Recorded {
  readonly client: string;
  readonly block: Readonly<Record<string, string>>;
  readonly header: Hex;
  readonly registry: string;
  readonly publication: string;
  readonly names: Readonly<Record<string, string>>;
  readonly slots: Readonly<Record<string, Bytes32>>;
  readonly storage: Readonly<Record<string, string>>;
  readonly views: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly answers: Readonly<Record<"registry" | "setter" | "nobody", Answer>>;
}

export interface Vector extends Omit<Recorded, "registry" | "publication"> {
  readonly name: string;
  readonly id: PublicationId;
  readonly registry: Address;
  readonly blockHash: Bytes32;
  digest(name: string): Digest;
  /** The proof of one of the recorded accounts, with all its slots or with those named. */
  proof(account: keyof Recorded["answers"], slots?: readonly Bytes32[]): StateProof;
  claim(account: keyof Recorded["answers"]): StateClaim;
}

export const VECTORS: readonly Vector[] = ["anvil", "geth"].map(readVector);

function readVector(name: string): Vector {
  const url = new URL(`../../vectors/state-proof/${name}.json`, import.meta.url);
  const recorded = JSON.parse(readFileSync(url, "utf8")) as Recorded;
  const blockHash = recorded.block["hash"] as Bytes32;
  return {
    ...recorded,
    name,
    blockHash,
    id: parsePublicationId(recorded.publication),
    registry: parseAddress(recorded.registry),
    digest: (known) => parseDigest(recorded.names[known] ?? ""),
    proof(account, slots) {
      const answer = recorded.answers[account];
      const all = answer.storageProof.map(slotProof);
      return {
        header: recorded.header,
        account: answer.accountProof,
        slots: slots === undefined ? all : all.filter(({ key }) => slots.includes(key)),
      };
    },
    claim: (account) => ({
      blockHash,
      registry: parseAddress(recorded.answers[account].address),
    }),
  };
}

function slotProof({ key, proof }: Answer["storageProof"][number]): SlotProof {
  return { key: `0x${key.slice(2).padStart(64, "0")}`, nodes: proof };
}
