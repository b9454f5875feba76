import { systemClock } from "../../adapters/node/clock.ts";
import { nodeKeccak256 } from "../../adapters/node/keccak256.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { seeHead, type Seen } from "../../audit/endorse.ts";
import type { Endorsement, Holds } from "../../core/endorsement/endorsement.ts";
import { encodeEndorsement } from "../../core/endorsement/file.ts";
import { fail } from "../../core/errors/error.ts";
import { publicationKey } from "../../core/publication.ts";
import type { DeadlineSettings } from "../auditing.ts";
import { findArchive, type Place } from "../config.ts";
import { holdsText } from "../endorsement-words.ts";
import { openAudit } from "../open-audit.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { choosePublication, publicationsToAudit } from "../publications.ts";
import { refuseTaken, writeNew } from "../signed-file.ts";
import { openSigner, signerAccount } from "../signer.ts";
import { blockCounter } from "../storage-words.ts";

export interface EndorseOptions extends CommonOptions, DeadlineSettings {
  readonly holds: Holds;
  readonly from?: readonly string[];
  readonly output?: string;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** `colophon endorse [publication]` */
export async function endorseCommand(named: string | undefined, options: EndorseOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const publication = onlyOne(place, named);
  if (options.output !== undefined && !options.dryRun) refuseTaken(options.output, options.force);
  // Before minutes are spent on reading everything back.
  const signer = options.dryRun ? undefined : await openSigner(place);
  const account = signer?.address ?? (await signerAccount(place));
  const seen = await look(place, publication, options);
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
  const file = options.output ?? `publication-${publication}.${seen.entries}.endorsement.json`;
  await writeNew(file, encodeEndorsement(endorsement), options.force);
  if (output.json) output.document({ file, ...endorsement });
  show("Signed", endorsement, output);
  output.line(`  file      ${file}`);
  output.line(`Next: give it to anyone; they check it with: colophon endorsements check ${file}`);
  return 0;
}

/** The one that is named, which by its number may be anybody's in the same registry. @throws PUBLICATION_* */
function onlyOne(place: Place, named: string | undefined) {
  const ids = publicationsToAudit(place, named);
  const [only] = ids.length === 1 ? ids : [choosePublication(place, named).id];
  return only ?? fail("PUBLICATION_ABSENT", { named: "yet", names: "none" });
}

async function look(
  place: Place,
  publication: Seen["publication"]["id"],
  options: EndorseOptions,
): Promise<Seen> {
  const { from, deadline, storeDeadline, holds } = options;
  const progress = blockCounter();
  try {
    await using opened = await openAudit({
      ...{
        archive: place.folder,
        deadline,
        storeDeadline,
        logs: false,
        stores: holds !== "none",
        publication,
      },
      ...(from === undefined ? {} : { from }),
    });
    const { parts, mirrorOf } = opened;
    return await seeHead({
      ...{ ...parts, publication, holds, sha256: nodeSha256, keccak: nodeKeccak256 },
      ...(mirrorOf === undefined ? {} : { mirrorOf }),
      onBlock: (_, bytes) => progress.block(bytes),
    });
  } finally {
    progress.end();
  }
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
