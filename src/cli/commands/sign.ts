import { textReading } from "../../adapters/document/node-reader.ts";
import { systemClock } from "../../adapters/node/clock.ts";
import { nodeSha256, nodeSha256Stream } from "../../adapters/node/sha256.ts";
import { type Address, parseAddress } from "../../core/address.ts";
import { type Digest, isDigest, ZERO_DIGEST } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { tipBlock } from "../../core/finality.ts";
import type { NoticeKind } from "../../core/history/entry.ts";
import { parseLabel } from "../../core/label.ts";
import { counted } from "../../core/plural.ts";
import type { PublishingAction, RegistryView, Signer } from "../../core/ports.ts";
import { encodeReason } from "../../core/profile.ts";
import type { PublicationId } from "../../core/publication.ts";
import type { UnsignedCall } from "../../core/signed-call/call.ts";
import { parseTerm, type Term } from "../../core/signed-call/deadline.ts";
import { encodeSignedCall } from "../../core/signed-call/file.ts";
import { typedDataOf } from "../../core/signed-call/typed-data.ts";
import { type Previewing, previewIssue, previewRevision } from "../../publish/preview.ts";
import type { OnProgress } from "../../publish/progress.ts";
import { type Publisher, standingView } from "../../publish/publisher.ts";
import {
  assertMayPublish,
  type SignedIssue,
  type SignedNotice,
  type Signing,
  signIssue,
  signNotice,
  signRevision,
  unsignedCall,
} from "../../publish/sign.ts";
import { minute } from "../../verify/wording.ts";
import { openPublishing, openReading } from "../compose.ts";
import { findArchive, type Place } from "../config.ts";
import { identitiesOf } from "../identities.ts";
import { mediaType } from "../media-type.ts";
import { type CommonOptions, type DespiteOptions, despiteOf, noteReason, noteUnsent } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { notesOf, showProgress } from "../progress.ts";
import { choosePublication } from "../publications.ts";
import { refuseTaken, writeNew } from "../signed-file.ts";
import { toldOf, wordsOf } from "../signed-words.ts";
import { closedSigner, openSigner, signerAccount } from "../signer.ts";
import { type DescriptionFlags, planIssue, type Planned } from "../source.ts";

export interface SignOptions extends CommonOptions, DespiteOptions {
  readonly publication?: string;
  readonly deadline: string;
  readonly output?: string;
  readonly force: boolean;
  /** An account whose own wallet signs, in the place of the archive's key. */
  readonly publisher?: string;
  readonly dryRun: boolean;
  /** `false` leaves the text of documents out. */
  readonly text?: boolean;
}

export type SignIssueOptions = SignOptions & DescriptionFlags & { readonly hidden: boolean };
export type SignNoticeOptions = SignOptions & { readonly kind: NoticeKind; readonly reason?: string };

/** What the three commands differ in. */
interface Task {
  /** What the file is called after. */
  readonly name: string;
  readonly sign: (signing: Signing) => Promise<SignedIssue | SignedNotice>;
  /** The call that would be signed; undefined when what it would do stands already. */
  readonly preview: (previewing: Previewing) => Promise<PublishingAction | undefined>;
}

/** `colophon sign publish <path>` */
export async function signPublish(path: string, options: SignIssueOptions): Promise<number> {
  const { plan } = await planned(path, options);
  return run(options, {
    name: plan.description.label,
    sign: (signing) => signIssue(plan, signing),
    preview: async (previewing) => (await previewIssue(plan, previewing)).action,
  });
}

/** `colophon sign revise <path>` */
export async function signRevise(path: string, options: SignIssueOptions): Promise<number> {
  const { plan, reason } = await planned(path, options);
  noteReason(reason, createOutput(options.json));
  return run(options, {
    name: plan.description.label,
    sign: (signing) => signRevision(plan, reason, signing),
    preview: async (previewing) => (await previewRevision(plan, reason, previewing)).action,
  });
}

/** `colophon sign notice <issue> --kind retraction` */
export async function signNoticeOn(issue: string, options: SignNoticeOptions): Promise<number> {
  const { kind, reason } = options;
  noteReason(reason, createOutput(options.json));
  const { id } = choosePublication(findArchive(options.archive), options.publication);
  return run(options, {
    name: `${isDigest(issue) ? issue.slice(0, 12) : parseLabel(issue)}.${kind}`,
    sign: async (signing) => {
      const digest = await digestOf(issue, id, await standingView(signing.publisher));
      const plan = { publication: id, digest, kind, ...(reason === undefined ? {} : { reason }) };
      return signNotice(plan, signing);
    },
    preview: async ({ view }) => {
      const digest = await digestOf(issue, id, view);
      const why = reason === undefined ? ZERO_DIGEST : encodeReason(reason, nodeSha256).digest;
      return { kind: "post", publication: id, digest, notice: kind, reason: why };
    },
  });
}

async function planned(path: string, options: SignIssueOptions): Promise<Planned> {
  const publication = choosePublication(findArchive(options.archive), options.publication);
  const found = await planIssue(path, publication, options);
  const count = found.skipped.length;
  if (count > 0) createOutput(options.json).note(`${counted(count, "hidden file")} left out (--hidden)`);
  return found;
}

async function digestOf(issue: string, id: PublicationId, view: RegistryView): Promise<Digest> {
  if (isDigest(issue)) return issue;
  const label = parseLabel(issue);
  return (await view.current(id, label)) ?? fail("LABEL_UNKNOWN", { id, label });
}

async function run(options: SignOptions, task: Task): Promise<number> {
  const place = findArchive(options.archive);
  const term = parseTerm(options.deadline);
  const output = createOutput(options.json);
  const { despite } = despiteOf(options, output);
  const { text = true } = options;
  if (options.dryRun)
    return dryRun(task, { place, account: await forWhom(place, options), term, output, despite, text });
  const who = await whoSigns(place, options.publisher);
  const file = options.output ?? `${task.name}.signed.json`;
  const files = who.signer === undefined ? [file, typedDataFile(file)] : [file];
  for (const path of files) refuseTaken(path, options.force);
  const done = await signAt(place, task, { ...who, term, despite, text });
  if (done.kind === "standing") return showStanding(done, output);
  await writeNew(file, encodeSignedCall(done.signed), options.force);
  if (!done.complete) await writeNew(typedDataFile(file), typedDataText(done.signed), options.force);
  showSigned(done, file, output);
  return 0;
}

type Done = SignedIssue | SignedNotice;

interface Who {
  readonly account: Address;
  /** Undefined when the account's wallet is somewhere else: the archive's key is not opened then. */
  readonly signer: Signer | undefined;
}

async function whoSigns(place: Place, publisher: string | undefined): Promise<Who> {
  if (publisher !== undefined) return { account: parseAddress(publisher), signer: undefined };
  const signer = await openSigner(place);
  return { account: signer.address, signer };
}

/** A keystore that does not say whose it is would have to be opened for it. */
async function forWhom(place: Place, { publisher }: SignOptions): Promise<Address> {
  if (publisher !== undefined) return parseAddress(publisher);
  const problem = "The archive's keystore does not say whose it is: name the account with --publisher";
  return (await signerAccount(place)) ?? fail("USAGE_INVALID", { problem });
}

type Asked = Who & Pick<DryRun, "term" | "despite" | "text">;

async function signAt(place: Place, task: Task, { despite, text, ...who }: Asked): Promise<Done> {
  const signer = who.signer ?? closedSigner(who.account, `that of ${who.account} is kept elsewhere`);
  const progress = showProgress(process.stderr);
  try {
    await using reading = await openReading(place);
    const sending = { onProgress: progress, until: "final", signer, despite, text } as const;
    await using opened = await openPublishing(reading, sending);
    noteUnfinished(opened.publisher, progress);
    return await task.sign({ publisher: opened.publisher, ...who });
  } finally {
    progress.end();
  }
}

/** Signing sends nothing, so that an earlier run's transaction is left to the next one that does. */
function noteUnfinished({ transacting: { journal } }: Publisher, onProgress: OnProgress): void {
  const begun = journal.unfinished().filter(({ key }) => journal.attempts(key).length > 0);
  for (const { key } of begun)
    onProgress({
      kind: "note",
      what: key,
      message: `${key} is on its way: once it is mined, what is signed now counts no longer`,
    });
}

function showStanding(done: Extract<Done, { kind: "standing" }>, output: Output): number {
  const { issue, notice } = { issue: undefined, notice: undefined, ...done };
  if (output.json) output.document({ status: "already", ...(issue === undefined ? { notice } : { issue }) });
  output.line(
    issue === undefined
      ? `The same notice stands already${notice === undefined ? "" : ` on ${notice.digest}`}; nothing was signed.`
      : `Issue ${issue.label} was anchored before, ${minute(issue.anchoredAt)}; nothing was signed.`,
  );
  if (issue !== undefined) noteUnsent(issue, output);
  return 0;
}

function showSigned(done: Extract<Done, { kind: "new" }>, file: string, output: Output): void {
  const { complete, entries: after, signed } = done;
  const issue = "issue" in done ? { issue: done.issue } : {};
  const typedData = complete ? {} : { typedData: typedDataFile(file) };
  const status = complete ? "signed" : "unsigned";
  if (output.json) output.document({ status, file, ...typedData, ...toldOf(signed), after, ...issue });
  const [what = "", ...more] = wordsOf(signed, after);
  output.line(`${paint("bold", complete ? "Signed" : "To be signed")}: ${what}`);
  for (const line of more) output.line(line);
  output.line(`  file     ${file}`);
  if (!complete) {
    output.line(`  to sign  ${typedDataFile(file)}`);
    output.line(
      `Next: let the wallet of ${signed.publisher} sign that (EIP-712), and put its signature into`,
    );
    output.line(`"signature" of ${file}. Then anyone can send it: colophon relay ${file}`);
  } else output.line(`Next: anyone can send it, once, with: colophon relay ${file}`);
  output.line(
    "Any other entry of the publication before it makes it void: relay it before signing the next.",
  );
}

/** Beside the file, in the form that wallets take (`eth_signTypedData_v4`). */
function typedDataFile(file: string): string {
  return `${file.replace(/\.signed\.json$|\.json$/, "")}.typed-data.json`;
}

function typedDataText(call: UnsignedCall): string {
  return `${JSON.stringify(typedDataOf(call), undefined, 2)}\n`;
}

interface DryRun {
  readonly place: Place;
  readonly account: Address;
  readonly term: Term;
  readonly output: Output;
  readonly despite: ReadonlySet<number>;
  readonly text: boolean;
}

async function dryRun(task: Task, { place, account, term, output, despite, text }: DryRun): Promise<number> {
  await using reading = await openReading(place);
  const { registry, stores } = reading;
  const view = registry.at(await tipBlock(reading.chain));
  const hashing = { sha256: nodeSha256, stream: nodeSha256Stream };
  const sources = { registry, despite, replication: { stores, sha256: nodeSha256 } };
  const tools = { hashing, typeOf: mediaType, ...textReading(text), identities: identitiesOf(reading) };
  const action = await task.preview({ view, sources, tools, onProgress: notesOf(output) });
  if (action === undefined) {
    if (output.json) output.document({ dryRun: true, status: "already" });
    output.line("It stands already; nothing would be signed.");
    return 0;
  }
  await assertMayPublish(action.publication, account, view);
  const terms = { account, term, registry, clock: systemClock };
  const { unsigned, entries: after } = await unsignedCall(action, view, terms);
  if (output.json) output.document({ dryRun: true, status: "unsigned", ...toldOf(unsigned), after });
  const [what = "", ...more] = wordsOf(unsigned, after);
  output.line(`Would sign: ${what}`);
  for (const line of more) output.line(line);
  output.line("Nothing was stored, signed or written.");
  return 0;
}
