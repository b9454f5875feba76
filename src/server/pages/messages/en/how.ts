import type { VerdictName } from "../../../../core/verdict.ts";
import { html } from "../../html.ts";

const answers: Record<VerdictName, { readonly name: string; readonly says: string }> = {
  authentic: { name: "Authentic", says: "Byte for byte what was anchored, and it still stands." },
  "authentic-but": {
    name: "Authentic, but",
    says: "What was anchored; since then it was superseded, corrected, retracted or withdrawn.",
  },
  altered: {
    name: "Altered",
    says: "Much like an anchored file, and not the same. Where it differs is shown.",
  },
  "not-anchored": {
    name: "Not anchored",
    says: "Nothing like it is in this archive. It may well be genuine and published elsewhere.",
  },
  "could-not-check": {
    name: "Could not check",
    says: "A node or a store did not answer. This says nothing against the copy.",
  },
};

export const how = {
  title: "How it works",
  lead: "Every issue has one number. It is written where nobody can change it, and anybody can compute it again.",
  pictureSays:
    "A block of the chain holds the hash of the manifest; the manifest holds the hashes of the files.",
  caption: "Each arrow is a SHA-256: change one byte on the right, and nothing to its left fits any more.",
  picture: { record: "record", manifest: "manifest", chain: "the chain", published: "what was published" },
  issueTitle: "What happens to an issue",
  issueSteps: [
    html`<strong>Packed.</strong> The publisher's files are hashed one by one, and a short list of them, the
      <em>manifest</em>, says which file has which SHA-256, under which title and label.`,
    html`<strong>Stored.</strong> Files and manifest go to several stores on IPFS, and are read back and
      hashed again before anything else happens.`,
    html`<strong>Anchored.</strong> The manifest's own SHA-256 is recorded in a registry contract on a chain.
      The record can be added to, by a correction or a retraction, but never changed or removed.`,
  ],
  checkTitle: "What happens when you check a copy",
  checkSteps: [
    html`Your browser hashes your file. The file stays where it is.`,
    html`The page asks for manifests that list that number, hashes them itself, and asks what the registry
    holds.`,
    html`What was found is added up to one of five answers, and each of the questions behind it is shown with
    what had to be believed.`,
  ],
  answers,
  datesTitle: "Two dates, never merged",
  dates:
    "The date that an issue bears is what its publisher claims. When it was anchored is the chain's word: it existed by then. Both are shown, side by side, and no finer than they are known.",
  absentTitle: "“They never published this”",
  absent: html`A publication's history has no gaps: every entry is folded into one number that the registry
    holds. So that an archive can also say that there is <em>no</em> issue of a name, up to a certain entry
    and block, and on what that rests.`,
  verifierTitle: "Without this server",
  verifier: {
    link: "The verifier in one file",
    why: "save it, and check copies from your own disk, by nodes of your own choice, also when this server is gone.",
  },
  limitsTitle: "What it does not prove",
  limits:
    "Not that what was published is true. Not who wrote it: the registry knows accounts, and a publication may name its domain. Not when it was written: only that it existed when its block was made. And not that it will be there tomorrow, which is why anybody can audit the stores.",
};
