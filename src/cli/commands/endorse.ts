import { systemClock } from "../../adapters/node/clock.ts";
import { nodeKeccak256 } from "../../adapters/node/keccak256.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { seeHead, type Seen } from "../../audit/endorse.ts";
import type { Endorsement, Holds } from "../../core/endorsement/endorsement.ts";
import { encodeEndorsement } from "../../core/endorsement/file.ts";
import { fail } from "../../core/errors/error.ts";
import { type PublicationId, publicationKey } from "../../core/publication.ts";
import type { DeadlineSettings } from "../auditing.ts";
import { findArchive, type Place } from "../config.ts";
import { holdsText } from "../endorsement-words.ts";
import { archiveAtHand, type MirrorPlaceOptions } from "../mirror-place.ts";
import { openAudit } from "../open-audit.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { choosePublication, publicationsToAudit } from "../publications.ts";
import { refuseTaken, writeNew } from "../signed-file.ts";
import { type Keeping, openSigner, signerAccount } from "../signer.ts";
import { type SignerOptions, signerSettings } from "../signer-settings.ts";
import { blockCounter } from "../storage-words.ts";

export interface EndorseOptions extends CommonOptions, DeadlineSettings, MirrorPlaceOptions, SignerOptions {
  readonly holds: Holds;
  readonly from?: readonly string[];
  readonly output?: string;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** `colophon endorse [publication]` */
export async function endorseCommand(named: string | undefined, options: EndorseOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = placeFor(options);
  const keeping = await keepingFor(place, options);
  if (options.output !== undefined && !options.dryRun) refuseTaken(options.output, options.force);
  // Before minutes are spent on reading everything back.
  const signer = options.dryRun ? undefined : await openSigner(keeping);
  const account = signer?.address ?? (await signerAccount(keeping));
  const seen = await look(place, place === undefined ? named : onlyOne(place, named), options);
  for (const { says } of seen.faults) output.note(`${paint("yellow", "note")}: ${says}`);
  const at = Math.floor(systemClock.now() / 1000);
  const { faults: _, ...head } = seen;
  const statement = {
    ...head,
    endorser: account ?? fail("SIGNER_MISSING", { problem: "the keystore does not say whose it is" }),
    seen: at,
  };
  if (signer === undefined) {
    if (output.json) output.document({ dryRun: true, ...statement });
    show("Would sign", statement, output);
    output.line("Nothing was signed or written.");
    return 0;
  }
  const endorsement = { ...statement, signature: await signer.signEndorsement(statement) };
  const file = options.output ?? `publication-${seen.publication.id}.${seen.entries}.endorsement.json`;
  await writeNew(file, encodeEndorsement(endorsement), options.force);
  if (output.json) output.document({ file, ...endorsement });
  show("Signed", endorsement, output);
  output.line(`  file      ${file}`);
  output.line(`Next: give it to anyone; they check it with: colophon endorsements check ${file}`);
  return 0;
}

/** Undefined where there is no archive: then a mirror and a node say all. @throws USAGE_INVALID | ARCHIVE_MISSING */
function placeFor(options: EndorseOptions): Place | undefined {
  const { from, holds, rpcUrl, registry } = options;
  const flag = rpcUrl === undefined ? (registry === undefined ? undefined : "--registry") : "--rpc-url";
  if (from === undefined && flag !== undefined)
    fail("USAGE_INVALID", { problem: `${flag} goes with --from` });
  const place = from === undefined ? findArchive(options.archive) : archiveAtHand(options);
  if (place === undefined && holds !== "none")
    fail("USAGE_INVALID", {
      problem: `--holds ${holds} reads back what an archive's stores hold, and there is no archive here`,
    });
  return place;
}

/** The archive's key, or the one that is named: without an archive, the environment's. */
async function keepingFor(place: Place | undefined, options: EndorseOptions): Promise<Keeping> {
  const isNamed = options.keystore !== undefined || options.signer !== undefined;
  if (place !== undefined && !isNamed) return place;
  return { config: { signer: await signerSettings(options) }, folder: "." };
}

/** The one that is named, which by its number may be anybody's in the same registry. @throws PUBLICATION_* */
function onlyOne(place: Place, named: string | undefined): PublicationId {
  const ids = publicationsToAudit(place, named);
  const [only] = ids.length === 1 ? ids : [choosePublication(place, named).id];
  return only ?? fail("PUBLICATION_ABSENT", { named: "yet", names: "none" });
}

async function look(
  place: Place | undefined,
  named: string | undefined,
  options: EndorseOptions,
): Promise<Seen> {
  const { from, deadline, storeDeadline, holds, rpcUrl, registry } = options;
  const progress = blockCounter();
  try {
    await using opened = await openAudit({
      ...{ deadline, storeDeadline, logs: false, stores: holds !== "none" },
      ...(place === undefined ? {} : { archive: place.folder }),
      ...(rpcUrl === undefined ? {} : { rpcUrl }),
      ...(registry === undefined ? {} : { registry }),
      ...(named === undefined ? {} : { publication: named }),
      ...(from === undefined ? {} : { from }),
    });
    const { parts, mirrorOf, publications } = opened;
    return await seeHead({
      ...{ ...parts, publication: oneOf(publications), holds, sha256: nodeSha256, keccak: nodeKeccak256 },
      own: parts.stores.filter((store) => !isSomebodyElses(store.id, place)),
      ...(mirrorOf === undefined ? {} : { mirrorOf }),
      onBlock: (_, bytes) => progress.block(bytes),
    });
  } finally {
    progress.end();
  }
}

/** Nobody can put anything into a gateway: what it gives is what its own operator keeps. */
function isSomebodyElses(store: string, place: Place | undefined): boolean {
  return place?.config.targets.some(({ id, type }) => id === store && type === "gateway") ?? false;
}

function oneOf(publications: readonly PublicationId[]): PublicationId {
  const [only] = publications;
  if (only !== undefined && publications.length === 1) return only;
  return fail("USAGE_INVALID", {
    problem: `one publication is endorsed at a time, and the mirrors are of ${publications.join(", ")}: name it by its number`,
  });
}

function show(verb: string, statement: Omit<Endorsement, "signature">, output: Output): void {
  const { publication, endorser, entries, head, block, holds } = statement;
  output.line(
    `${paint("bold", verb)}: I have seen head ${head} after entry ${entries}, and ${holdsText(holds)}`,
  );
  output.line(`  of        publication ${publicationKey(publication)}`);
  output.line(`  as of     block ${block.number} (${block.hash})`);
  output.line(`  endorser  ${endorser}`);
}
