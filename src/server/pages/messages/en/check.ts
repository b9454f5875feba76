import type { CheckStatus } from "../../../../core/verdict.ts";
import { html } from "../../html.ts";

const answers: Record<CheckStatus, string> = {
  pass: "Yes",
  fail: "No",
  unknown: "Could not be asked",
  skipped: "Not asked",
};

export const check = {
  title: "Check a file by its SHA-256",
  lead: "Compute the number on your own machine, and look it up here. The file itself stays with you.",
  field: "SHA-256 of your file",
  hint: html`64 hexadecimal digits, as <code>sha256sum</code> prints them (<code>shasum -a 256</code> on a
    Mac, <code>certutil -hashfile</code> … <code>SHA256</code> on Windows). A whole line of its answer will
    do, too.`,
  look: "Look it up",
  checks: "What was asked",
  answers,
  byServer: html`This is what this server found. To have to trust no server, run
    <code>colophon verify</code> on your machine.`,
};
