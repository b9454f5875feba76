import type { LeftOut, NotCovered, Origin, Problem } from "../../adapters/back-catalogue/issue.ts";
import type { Bytes32, Digest } from "../../core/digest.ts";
import type { ColophonError } from "../../core/errors/error.ts";
import type { Label } from "../../core/label.ts";
import type { TransactionHash } from "../../core/ports.ts";
import type { IssueOfBatch } from "../../publish/batch.ts";

/** What `watch --json` prints, one to a line; docs/automation.md describes each. */
export type WatchEvent =
  | { readonly event: "watching"; readonly source: string; readonly everySeconds: number }
  | Published
  | { readonly event: "already"; readonly labels: readonly Label[] }
  | (About & { readonly event: "changed"; readonly standing: Digest; readonly command: string })
  | (About & {
      readonly event: "taken";
      readonly standing: Digest;
      readonly by: Label;
      readonly title: string;
    })
  | (About & { readonly event: "elsewhere"; readonly standing: Digest; readonly by: Label })
  | (About & { readonly event: "earlier"; readonly standing: Digest; readonly revision: number })
  | { readonly event: "waiting"; readonly at: string; readonly label?: Label; readonly reason: string }
  | (About & { readonly event: "refused"; readonly error: ColophonError; readonly tries: number })
  | { readonly event: "left-out"; readonly items: readonly LeftOut[] }
  | { readonly event: "looked"; readonly tally: Tally }
  | { readonly event: "failed"; readonly error: ColophonError; readonly retryInSeconds?: number }
  | { readonly event: "recovered" }
  | { readonly event: "done"; readonly status: number }
  | { readonly event: "stopped"; readonly status: number };

interface About {
  readonly label: Label;
  readonly origin: Origin;
}

/** By one transaction: one issue, a revision of one, or a batch, which then is the one of `batches`, as in `import --json`. */
export interface Published {
  readonly event: "published" | "revised";
  readonly issues: readonly IssueOfBatch[];
  readonly tx?: TransactionHash;
  readonly block?: number;
  /** Unix seconds of the block. */
  readonly anchoredAt: number;
  readonly status: "final" | "mined" | "already";
  readonly batches?: readonly [{ readonly root: Bytes32; readonly list: Digest; readonly count: number }];
  /** Of what was published: what it does not hold, and what a person is to know of it. */
  readonly told: readonly {
    readonly label: Label;
    readonly notCovered: readonly NotCovered[];
    readonly problems: readonly Problem[];
  }[];
}

/** What became of the issues of one round. */
export interface Tally {
  published: number;
  /** Stood already, as they are or under another label. */
  stand: number;
  revised: number;
  /** Told, and left to a person: changed, taken, or not fit to be published. */
  refused: number;
  /** To be tried again. */
  later: number;
  /** Not before their date. */
  embargoed: number;
}

export type Tell = (event: WatchEvent) => void;
