import type { Serving } from "../serving.ts";
import { html, type Markup, type Part } from "./html.ts";
import type { IssuePage } from "./issue-page.ts";
import { currentCall, recordCall, verifyBatchedCall } from "./registry-call.ts";

/** The commands with which a reader checks the issue with no software of ours. */
export function selfCheck(page: IssuePage, serving: Serving): Markup {
  const { digest, origin } = page;
  return html`<section aria-labelledby="self-title">
    <h2 id="self-title">Check it yourself</h2>
    <p>
      The number on the chain is what <code>sha256sum</code> prints for the manifest, and the manifest lists
      the <code>sha256sum</code> of every file. A shell and any node of the chain are enough.
    </p>
    <ol class="steps">
      <li>
        <p>Hash the manifest, from here or from any IPFS gateway:</p>
        ${command(`curl -s ${origin ?? ""}/api/issues/${digest}/manifest | sha256sum`)}
        <p>It prints <code class="hash">${digest}</code>.</p>
      </li>
      ${ask(page, serving)}
      <li>
        <p>Find your file's number in the manifest:</p>
        ${command(`sha256sum YOUR-FILE\ncurl -s ${origin ?? ""}/api/issues/${digest}/manifest | grep -c "$(sha256sum YOUR-FILE | cut -c1-64)"`)}
        <p>It prints <code>1</code> when your file is listed, and <code>0</code> when it is not.</p>
      </li>
    </ol>
  </section>`;
}

function ask(page: IssuePage, { nodes, trust }: Serving): Part {
  const question = questionOf(page);
  if (question === undefined) return undefined;
  const { data, answer } = question;
  const node = addressOf(nodes) ?? "$RPC_URL";
  const call = {
    jsonrpc: "2.0",
    id: 1,
    method: "eth_call",
    params: [{ to: trust.registry, data }, "latest"],
  };
  return html`<li>
    <p>Ask the registry, through this node or any other of <code>${trust.chain}</code>:</p>
    ${command(`curl -s -H 'content-type: application/json' ${node} --data '${JSON.stringify(call)}'`)}
    <p>${answer}</p>
  </li>`;
}

interface Question {
  readonly data: string;
  readonly answer: Part;
}

/** The registry's record of an issue of a batch is not there before a notice or a revision: it is shown the path. */
function questionOf({ batch, digest, entries, evidence, manifest }: IssuePage): Question | undefined {
  if (manifest === undefined || !batch.known) return undefined;
  const { id } = manifest.publication;
  const isExtracted = entries.some(({ entry }) => entry.kind === "extracted" && entry.digest === digest);
  if (batch.value !== undefined && !isExtracted) {
    const { entry, issue } = batch.value;
    const answer = html`It checks the issue's path (also at <code>/api/issues/${digest}/batch</code>) and
      answers the record: first the entry, ${entry}, as <code>${entry.toString(16).padStart(64, "0")}</code>.
      The last 64 digits are the content hash that stands, as far as the registry knows. An answer of all
      zeros would mean that there is no such issue.`;
    return { data: verifyBatchedCall(id, issue), answer };
  }
  const stands = evidence.final.known && evidence.final.value.current === digest;
  if (stands)
    return {
      data: currentCall(id, manifest.issue.label),
      answer: html`It answers <code class="hash">0x${digest}</code>: the same number.`,
    };
  return {
    data: recordCall(id, digest),
    answer:
      "It answers the record's entry, time, revision and kind; an answer of all zeros would mean that there is none.",
  };
}

/** A node on this machine can be asked at its name; the address of any other may hold a key, and is not known here. */
function addressOf(nodes: readonly string[]): string | undefined {
  const local = nodes.find((name) => /^(https?:\/\/)?(127\.0\.0\.1|localhost)(:\d+)?\/?$/.test(name));
  return local === undefined || local.startsWith("http") ? local : `http://${local}`;
}

function command(text: string): Markup {
  return html`<pre tabindex="0"><code>${text}</code></pre>`;
}
