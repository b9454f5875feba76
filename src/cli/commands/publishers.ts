import { type Address, parseAddress } from "../../core/address.ts";
import { tipBlock } from "../../core/finality.ts";
import type { PublicationRef } from "../../core/publication.ts";
import { publicationState } from "../../core/registry.ts";
import { settle } from "../../publish/publisher.ts";
import { changePublisher, grantedIn, isAsAsked, type PublisherChange } from "../../publish/publishers.ts";
import { openPublishing, openReading, type Reading, refreshAfterwards } from "../compose.ts";
import { findArchive } from "../config.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output } from "../output.ts";
import { showProgress } from "../progress.ts";
import { choosePublication } from "../publications.ts";
import { costLine, costOf } from "./dry-run.ts";

export interface PublishersOptions extends CommonOptions {
  readonly publication?: string;
}

export interface ChangeOptions extends PublishersOptions {
  readonly dryRun: boolean;
  readonly wait: "mined" | "final";
}

/** `colophon publishers` */
export async function listPublishers(options: PublishersOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const { id } = choosePublication(place, options.publication);
  await using reading = await openReading(place);
  const { owner } = await publicationState(reading.registry.at(await tipBlock(reading.chain)), id);
  const publishers = grantedIn(await entriesOf(id, reading));
  if (output.json) output.document({ publication: id, owner, publishers });
  output.line(`${owner}  owner`);
  for (const account of publishers) output.line(`${account}  publisher`);
  return 0;
}

/** `colophon publishers grant <address>` and `revoke <address>` */
export async function changePublishers(
  kind: PublisherChange["kind"],
  address: string,
  options: ChangeOptions,
): Promise<number> {
  const output = createOutput(options.json);
  const account = parseAddress(address);
  const place = findArchive(options.archive);
  const { id } = choosePublication(place, options.publication);
  const action: PublisherChange = { kind, publication: id, account };
  await using reading = await openReading(place);
  if (options.dryRun) return await showChange(action, reading, output);
  const progress = showProgress(process.stderr);
  try {
    await using publishing = await openPublishing(reading, { onProgress: progress, until: options.wait });
    await settle(publishing.publisher);
    const changed = await changePublisher(action, publishing.publisher);
    await refreshAfterwards(reading, output);
    progress.end();
    if (output.json) output.document(changed);
    output.line(
      changed.status === "already"
        ? `${sentence(kind, account)} already; nothing was sent.`
        : `${sentence(kind, account)} (block ${changed.block ?? ""}).`,
    );
    return 0;
  } finally {
    progress.end();
  }
}

async function showChange(action: PublisherChange, reading: Reading, output: Output): Promise<number> {
  const already = isAsAsked(action, await entriesOf(action.publication, reading));
  const cost = already ? undefined : await costOf(action, reading);
  const { publication, account } = action;
  if (output.json)
    output.document({ dryRun: true, publication, account, already, ...(cost === undefined ? {} : { cost }) });
  output.line(
    cost === undefined ? `${sentence(action.kind, account)} already.` : `  cost  ${costLine(cost)}`,
  );
  output.line("Nothing was sent.");
  return 0;
}

function sentence(kind: PublisherChange["kind"], account: Address): string {
  return `${account} ${kind === "grant" ? "may publish" : "has no grant"}`;
}

async function entriesOf(id: PublicationRef["id"], { registry, chain }: Reading) {
  return (await registry.entries(id, 0, await tipBlock(chain))).map(({ entry }) => entry);
}
