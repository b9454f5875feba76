import { parseCid } from "../core/cid.ts";
import type { Label } from "../core/label.ts";
import type { Action } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Publisher } from "./publisher.ts";

/**
 * Lets go of what a crash left before anything was signed, and what has been published since in other company: a batch is
 * named by all of its issues, so that one more issue makes another batch of it, and the first would stay begun for ever.
 * Nothing of it can land any more, since nothing was signed; begun again, it is taken up as if it were new. For whoever
 * holds the archive, and has nothing of their own begun.
 *
 * @param stand labels of what stands by now
 */
export async function letGo(
  { chain, registry, id }: PublicationRef,
  stand: Pick<ReadonlySet<Label>, "has">,
  { staging, transacting }: Pick<Publisher, "staging" | "transacting">,
): Promise<void> {
  const { journal } = transacting;
  const isOver = (action: Action) =>
    action.kind === "anchor-batch"
      ? action.publication === id
      : action.kind === "anchor" && action.publication === id && stand.has(action.label);
  for (const { key, action, roots } of journal.unfinished()) {
    if (!key.startsWith(`${action.kind}:${chain}:${registry}:`) || !isOver(action)) continue;
    if (journal.attempts(key).length > 0) continue;
    for (const root of roots) await staging.remove(parseCid(root));
    journal.refuse(key, "nothing of it was signed, and a later run published without it");
  }
}
