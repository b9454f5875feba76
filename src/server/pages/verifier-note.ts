import { VERIFIER_PATH } from "../verifier-file.ts";
import { html, type Part } from "./html.ts";
import type { PageServing } from "./reader.ts";

/** Where the verifier in one file is had, with its digest to compare; nothing where it was not built. */
export function verifierNote({ assets: { verifier }, reader }: PageServing): Part {
  if (verifier === undefined) return undefined;
  const says = reader.says.how.verifier;
  return html`<p class="quiet keep">
    <a href="${VERIFIER_PATH}" download>${says.link}</a> (${reader.says.size(verifier.size)}): ${says.why}
    SHA-256
    <code class="hash">${verifier.sha256}</code>
  </p>`;
}
