import { type Address, parseAddress } from "../core/address.ts";
import { fail } from "../core/errors/error.ts";
import { encodeProfile, type Profile } from "../core/profile.ts";
import type { PublicationId } from "../core/publication.ts";
import { anchor, jobKey } from "./anchor.ts";
import { type Sent, sentBy } from "./deployment.ts";
import { packDocument } from "./pack.ts";
import type { Publisher } from "./publisher.ts";
import { drive, type Transacting } from "./transact.ts";

/** A registry that was put on the chain, or found there from an earlier run. */
export interface Deployed extends Sent {
  readonly registry: Address;
}

/**
 * Puts a registry of its own on the chain, at an address that follows from the account, once per archive: a second run,
 * or a run after a crash, finds the first one's. `replacing` names one that it is to stand beside, for a further one.
 *
 * @throws FUNDS_INSUFFICIENT; CHAIN_UNREACHABLE; TRANSACTION_STUCK
 */
export async function deployRegistry(
  tools: Transacting,
  until: "mined" | "final",
  replacing?: Address,
): Promise<Deployed> {
  const key =
    replacing === undefined ? `deploy:${tools.chainId}` : `deploy:${tools.chainId}:after:${replacing}`;
  const job = tools.journal.begin({ key, action: { kind: "deploy" }, roots: [] });
  const receipt = await drive(job, until, tools);
  if (receipt.contract === undefined)
    fail("CHAIN_ANSWER_INVALID", {
      node: tools.chain.node,
      problem: "the receipt of a deployment names no contract",
    });
  return { registry: parseAddress(receipt.contract), ...sentBy(receipt, job, tools) };
}

/**
 * Registers a publication with its profile, once per profile and archive.
 *
 * @throws PROFILE_INVALID; COPIES_TOO_FEW; those of `drive`
 */
export async function registerPublication(
  profile: Omit<Profile, "type">,
  publisher: Publisher,
): Promise<{ id: PublicationId; transaction: string }> {
  const encoded = encodeProfile(profile, publisher.hashing.sha256);
  const car = await packDocument(encoded, publisher.staging);
  const work = {
    key: jobKey("register", publisher, encoded.digest),
    what: profile.title,
    action: { kind: "register", profile: encoded.digest },
    cars: [car],
  } as const;
  const { receipt } = await anchor(work, publisher);
  const id = publisher.transacting.codec.registered(receipt);
  if (id === undefined)
    fail("CHAIN_ANSWER_INVALID", {
      node: publisher.transacting.chain.node,
      problem: "the receipt of a registration names no publication",
    });
  return { id, transaction: receipt.transaction };
}
