import { html, type Markup, type Part } from "./html.ts";
import type { IssuePage } from "./issue-page.ts";
import type { PageServing } from "./reader.ts";
import { currentCall, recordCall, verifyBatchedCall } from "./registry-call.ts";

/** The commands with which a reader checks the issue with no software of ours. */
export function selfCheck(page: IssuePage, serving: PageServing): Markup {
  const { digest } = page;
  const { reader } = serving;
  const says = reader.says.selfCheck;
  const manifest = `${reader.origin ?? ""}/api/issues/${digest}/manifest`;
  const { yourFile } = says;
  return html`<section class="no-print" aria-labelledby="self-title">
    <h2 id="self-title">${says.title}</h2>
    <p>${says.lead}</p>
    <ol class="steps">
      <li>
        <p>${says.hash}</p>
        ${command(`curl -s ${manifest} | sha256sum`)}
        <p>${says.prints(html`<code class="hash">${digest}</code>`)}</p>
      </li>
      ${ask(page, serving)}
      <li>
        <p>${says.find}</p>
        ${command(`sha256sum ${yourFile}\ncurl -s ${manifest} | grep -c "$(sha256sum ${yourFile} | cut -c1-64)"`)}
        <p>${says.found}</p>
      </li>
    </ol>
  </section>`;
}

function ask(page: IssuePage, serving: PageServing): Part {
  const question = questionOf(page, serving);
  if (question === undefined) return undefined;
  const { reader, trust } = serving;
  return html`<li>
    <p>${reader.says.selfCheck.ask(trust.chain)}</p>
    ${askCommand(question.data, serving)}
    <p>${question.answer}</p>
  </li>`;
}

/** Asks the registry with `curl` and nothing else. */
export function askCommand(data: string, { nodes, trust }: PageServing): Markup {
  const node = addressOf(nodes) ?? "$RPC_URL";
  const call = {
    jsonrpc: "2.0",
    id: 1,
    method: "eth_call",
    params: [{ to: trust.registry, data }, "latest"],
  };
  return command(`curl -s -H 'content-type: application/json' ${node} --data '${JSON.stringify(call)}'`);
}

interface Question {
  readonly data: string;
  readonly answer: Part;
}

/** The registry's record of an issue of a batch is not there before a notice or a revision: it is shown the path. */
function questionOf(page: IssuePage, { reader }: PageServing): Question | undefined {
  const { batch, digest, entries, evidence, manifest } = page;
  if (manifest === undefined || !batch.known) return undefined;
  const says = reader.says.selfCheck;
  const { id } = manifest.publication;
  const isExtracted = entries.some(({ entry }) => entry.kind === "extracted" && entry.digest === digest);
  if (batch.value !== undefined && !isExtracted) {
    const { entry, issue } = batch.value;
    const path = html`<code>/api/issues/${digest}/batch</code>`;
    const word = html`<code class="hash">${entry.toString(16).padStart(64, "0")}</code>`;
    return { data: verifyBatchedCall(id, issue), answer: says.batched(path, entry, word) };
  }
  const stands = evidence.final.known && evidence.final.value.current === digest;
  if (stands)
    return {
      data: currentCall(id, manifest.issue.label),
      answer: says.current(html`<code class="hash">0x${digest}</code>`),
    };
  return { data: recordCall(id, digest), answer: says.record };
}

/** A node on this machine can be asked at its name; the address of any other may hold a key, and is not known here. */
function addressOf(nodes: readonly string[]): string | undefined {
  const local = nodes.find((name) => /^(https?:\/\/)?(127\.0\.0\.1|localhost)(:\d+)?\/?$/.test(name));
  return local === undefined || local.startsWith("http") ? local : `http://${local}`;
}

function command(text: string): Markup {
  return html`<pre tabindex="0"><code>${text}</code></pre>`;
}
