import { publishTogether } from "../../src/publish/batch.ts";
import { deployRegistry, registerPublication } from "../../src/publish/found.ts";
import { publishIssue, reviseIssue } from "../../src/publish/issue.ts";
import { postNotice } from "../../src/publish/notice.ts";
import type { IssuePlan } from "../../src/publish/pack.ts";
import type { OnProgress } from "../../src/publish/progress.ts";
import { type Publisher, settle } from "../../src/publish/publisher.ts";
import { openChain } from "../../src/cli/chain.ts";
import {
  finalityOf,
  openPublishing,
  openReading,
  openTransacting,
  type Seams,
} from "../../src/cli/compose.ts";
import { type Config, readArchive, writeArchive } from "../../src/cli/config.ts";
import { choosePublication } from "../../src/cli/publications.ts";
import { planIssue } from "../../src/cli/source.ts";
import { isDigest } from "../../src/core/digest.ts";
import { boundarySeams, counted } from "./boundaries.ts";

/*
 * A publisher that is composed as the commands compose it, and that kills itself at the boundary it is told. Prints
 * the boundaries it passed when it came to its end.
 */

export interface ChildTask {
  readonly command: "init" | "publish" | "batch" | "revise" | "notice";
  readonly archive: string;
  /** A folder, for `publish` and `revise`; the folders of a `batch`, parted by line breaks; a digest, for `notice`; a title, for `init`. */
  readonly what: string;
  readonly reason?: string;
  /** The name of the boundary to die at; none to come to the end. */
  readonly dieAt?: string;
}

const quiet: OnProgress = () => {};
const task = JSON.parse(process.argv[2] ?? "{}") as ChildTask;
const passed: string[] = [];
const seams = boundarySeams(
  counted((name) => {
    passed.push(name);
    if (name === task.dieAt) process.kill(process.pid, "SIGKILL");
  }),
);

await (task.command === "init" ? found(task, seams) : act(task, seams));
process.stdout.write(JSON.stringify(passed));

async function act({ command, archive, what, reason }: ChildTask, seams: Seams): Promise<void> {
  await using reading = await openReading(readArchive(archive), { seams });
  const { place } = reading;
  await using publishing = await openPublishing(reading, { onProgress: quiet, until: "final", seams });
  const { publisher } = publishing;
  await settle(publisher);
  const publication = choosePublication(place, undefined);
  if (command === "notice") await posted(what, reason, publisher);
  else if (command === "batch") {
    const plans: IssuePlan[] = [];
    for (const folder of what.split("\n"))
      plans.push((await planIssue(folder, publication, { hidden: false })).plan);
    await publishTogether(plans, publisher);
  } else {
    const { plan } = await planIssue(what, publication, { hidden: false });
    if (command === "publish") await publishIssue(plan, publisher);
    else await reviseIssue(plan, reason, publisher);
  }
  await reading.archive.refresh();
}

async function posted(digest: string, reason: string | undefined, publisher: Publisher): Promise<void> {
  const { id } = choosePublication(readArchive(task.archive), undefined);
  if (!isDigest(digest)) throw new TypeError("a notice needs a digest");
  const more = reason === undefined ? {} : { reason };
  await postNotice({ publication: id, digest, kind: "correction", ...more }, publisher);
}

/** The archive's folder holds its settings already; registry and publication are missing. */
async function found({ archive, what: title }: ChildTask, seams: Seams): Promise<void> {
  const place = readArchive(archive);
  const config: Config = { ...place.config, ...(await deployed(archive, seams)) };
  await writeArchive({ folder: archive, config });
  await using reading = await openReading({ folder: archive, config }, { seams });
  await using publishing = await openPublishing(reading, { onProgress: quiet, until: "final", seams });
  await settle(publishing.publisher);
  const { id } = await registerPublication({ title }, publishing.publisher);
  await writeArchive({
    folder: archive,
    config: { ...config, publications: [{ name: "letter", id, title }] },
  });
}

async function deployed(archive: string, seams: Seams) {
  const place = readArchive(archive);
  await using bin = new AsyncDisposableStack();
  const opened = bin.use(await openChain(place));
  const chain = seams.chain?.(opened.chain) ?? opened.chain;
  const parts = { place, chain, chainId: place.config.chain.id, finality: finalityOf(place) };
  const tools = await openTransacting(parts, { onProgress: quiet, registry: undefined, bin, seams });
  const { registry, block } = await deployRegistry(tools, "final");
  return { registry, deployedAt: block };
}
