import { html, type Part } from "../../html.ts";

export const absence = {
  title: (label: string) => `No issue ${label}`,
  says: (publication: Part, label: string, entries: string, block: number) =>
    html`${publication} has anchored no issue <strong>${label}</strong> up to ${entries} of its history, at
      block ${block}.`,
  unknown: (label: string) => `Whether there is an issue ${label} could not be checked`,
  unknownSays: (publication: Part, label: string) =>
    html`No issue <strong>${label}</strong> of ${publication} is known here; but not everything that would
      have to be known could be learnt just now. That is no answer: try again later.`,
  needed: "What it rests on",
  entryOf: (entries: number) => `entry ${entries}`,
  history: (entries: string, head: Part) =>
    html`The whole history: ${entries}, folded one by one to ${head}, which is the head that the registry
    itself answers. None can be missing.`,
  block: (number: number, hash: Part, time: Part) =>
    html`Block ${number}, ${hash}, of ${time}: up to here the chain is final. What comes later may still
    change.`,
  lists: (batches: number) =>
    batches === 0
      ? html`No batch was ever anchored, so that no label can hide in a list.`
      : html`Every list of a batch was read back and hashed: ${batches} of ${batches}. The registry itself
        does not know their labels.`,
  meaning: "What it does not mean",
  caveat:
    "It says that this publication, in this registry on this chain, anchored nothing under that label: not that nothing was published under it, and nothing about what comes after that block.",
  nearby: "Issues with labels like it",
  again:
    "Ask it of a node yourself: its answer of all zeros means that the registry knows no issue of that label.",
  atPublication: (publication: Part) => html`All issues of ${publication}`,
};
