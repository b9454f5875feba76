import { z } from "zod";

const issue = z.object({
  label: z.string(),
  revision: z.number().optional(),
  digest: z.string().optional(),
  cid: z.string().optional(),
  title: z.string().optional(),
  /** Of an issue that was published alone. */
  status: z.string().optional(),
  tx: z.string().optional(),
  already: z.boolean().optional(),
});
/** One transaction's worth of issues: a batch, or a line of `watch`. */
const anchored = z.object({
  status: z.union([z.string(), z.number()]).optional(),
  tx: z.string().optional(),
  issues: z.array(issue).optional(),
});
/** What the documents of the commands have in common; the rest of them is let through unread. */
const document = z.object({
  ...anchored.shape,
  event: z.string().optional(),
  dryRun: z.boolean().optional(),
  batches: z.array(anchored).optional(),
  error: z.object({ code: z.string(), message: z.string(), next: z.string() }).optional(),
  label: z.string().optional(),
  at: z.string().optional(),
  by: z.string().optional(),
  reason: z.string().optional(),
  command: z.string().optional(),
});
type Document = z.output<typeof document>;
type Issue = z.output<typeof issue>;

export interface Outcome {
  /** What was anchored; in a dry run, what would be. */
  readonly issues: readonly Issue[];
  readonly transactions: readonly string[];
  /** What a person is to look at. */
  readonly remarks: readonly { readonly label: string; readonly what: string }[];
}

/** Reads what the program printed: one document, or one on each line. */
export function outcomeOf(stdout: string): Outcome {
  const documents = documentsIn(stdout);
  const groups = documents.flatMap((one) => [one, ...(one.batches ?? [])]);
  const issues = groups.flatMap(({ issues = [] }) => issues).filter((one) => !stoodBefore(one));
  const hashes = [...groups.map(({ tx }) => tx), ...issues.map(({ tx }) => tx)];
  return {
    issues,
    transactions: [...new Set(hashes.filter((hash) => hash !== undefined))],
    remarks: documents.flatMap(remarkOf),
  };
}

function documentsIn(stdout: string): readonly Document[] {
  const whole = parsed(stdout);
  if (whole !== undefined) return [whole];
  return stdout.split("\n").flatMap((line) => parsed(line) ?? []);
}

function parsed(text: string): Document | undefined {
  try {
    return document.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function stoodBefore({ status, already }: Issue): boolean {
  return status === "already" || already === true;
}

function remarkOf({ event, label = "", at = "", by, reason, command, error }: Document): Outcome["remarks"] {
  const said = error === undefined ? "" : `${error.message} ${error.next} [${error.code}]`;
  const what: Readonly<Record<string, string>> = {
    changed: `was changed since it was published; to revise it: ${command ?? ""}`,
    taken: `not published: issue ${by ?? ""} that stands seems to be another one`,
    elsewhere: `not published: its content stands as issue ${by ?? ""}`,
    earlier: "is an earlier revision of what stands",
    waiting: `waits: ${reason ?? ""}`,
    refused: `refused: ${said}`,
  };
  const remark = what[event ?? ""] ?? said;
  return remark === "" ? [] : [{ label: label === "" ? at : label, what: remark }];
}
