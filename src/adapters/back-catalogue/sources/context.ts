import type { Dkim } from "../mail/dkim.ts";
import type { LeftOut } from "../issue.ts";

/** What every kind of source is told. */
export interface SourceContext {
  /** Take drafts too. */
  readonly drafts: boolean;
  /** Take what only subscribers or members may read. */
  readonly restricted: boolean;
  leftOut(item: LeftOut): void;
  /** How many things of which issues may become have been found, before the first issue is given. */
  found(count: number): void;
  /** How much of the source (0 to 1) has been dealt with. */
  share(done: number): void;
  /** Verifies the signatures of messages; absent when nobody asked for that. */
  readonly dkim?: Dkim;
}
