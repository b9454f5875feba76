import { z } from "zod";
import { DOMAIN_STANDINGS } from "../../audit/domain-standing.ts";
import { STEPS } from "../../audit/evidence.ts";
import { REMARKS } from "../../audit/remarks.ts";
import { FAULTS } from "../../audit/report.ts";
import { NOTICE_KINDS } from "../../core/history/entry.ts";

/** What a report's JSON says that it is. */
export const REPORT_TYPE = "colophon/audit/1";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const count = z.int().nonnegative();
const seconds = z.int().meta({ description: "Seconds since 1970." });
const step = z.enum(STEPS);
const noticeKinds = Object.keys(NOTICE_KINDS) as [keyof typeof NOTICE_KINDS];

const fault = z
  .strictObject({
    fault: z.enum(FAULTS),
    says: z.string(),
    label: z.string().optional(),
    digest: digest.optional(),
    entry: count.optional(),
    store: z.string().optional(),
    node: z.string().optional(),
    mirror: z.string().optional(),
  })
  .meta({ id: "Fault", description: "What each means is in docs/audit.md." });

const faults = z.array(fault);

const remark = z
  .strictObject({ remark: z.enum(REMARKS), says: z.string(), count, entries: z.array(count) })
  .meta({ id: "Remark", description: "Worth knowing, and no fault." });

const timelineItem = z
  .strictObject({
    ...{
      label: z.string(),
      digest,
      revision: count,
      entry: count,
      anchoredAt: seconds,
      batched: z.boolean(),
    },
    title: z.string().optional(),
    date: z.string().optional().meta({ description: "As the publisher claims." }),
    notices: z.array(z.strictObject({ kind: z.enum(noticeKinds), entry: count, time: seconds })),
  })
  .meta({ id: "TimelineItem" });

const publication = z
  .strictObject({
    id: z.string(),
    title: z.string().optional(),
    entries: count,
    head: z.strictObject({ computed: digest, onChain: digest, match: z.boolean() }),
    ...{ batches: count, issues: count, revisions: count, notices: count },
    faults,
    remarks: z.array(remark),
    domain: z
      .strictObject({ name: z.string().optional(), standing: z.enum(DOMAIN_STANDINGS) })
      .optional()
      .meta({ description: "What its domain said when the audit was made (--domains): as of no block." }),
    timeline: z
      .array(timelineItem)
      .optional()
      .meta({ description: "The newest revisions, in the order of the history." }),
    timelineBefore: z
      .array(z.strictObject({ year: count, revisions: count }))
      .optional()
      .meta({ description: "How many revisions came before those, by the year (UTC) of their entries." }),
  })
  .meta({ id: "Publication" });

const issueEvidence = z.strictObject({
  ...{ label: z.string(), digest, step, blocks: count, verified: count },
  claim: z.string().optional(),
  indexed: z.boolean().optional(),
});

const store = z
  .strictObject({
    ...{ id: z.string(), operator: z.string() },
    ...{ blocks: count, verified: count, missing: count, corrupt: count, bytes: count },
    issues: z.array(issueEvidence),
    lowest: step.optional(),
    faults,
  })
  .meta({ id: "Store" });

const sampling = z.strictObject({
  seed: hash,
  size: z.union([
    z.strictObject({ kind: z.literal("each"), blocks: count }),
    z.strictObject({ kind: z.literal("all"), confidence: z.number(), loss: z.number() }),
  ]),
});

/** An audit's report as JSON: docs/spec/audit-report.schema.json is made of this. */
export const reportSchema = z
  .strictObject({
    type: z.literal(REPORT_TYPE),
    ok: z.boolean(),
    complete: z.boolean().meta({ description: "False when something could not be asked." }),
    chain: z.string(),
    registry: z.string().regex(/^0x[0-9a-f]{40}$/),
    block: z.strictObject({ number: count, hash, time: seconds }),
    publications: z.array(publication),
    stores: z.array(store),
    storage: z.strictObject({ sampling: sampling.optional(), lowest: step.optional(), faults }),
  })
  .meta({ title: "The report of an audit", description: "Written by colophon audit --report <file>.json." });

/** As JSON Schema (2020-12), for whoever reads reports by a program. */
export function reportSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(reportSchema), undefined, 2)}\n`;
}
