import type { ApiDocument, DescribedOperation } from "../api/document.ts";
import { html, type Markup, type Part } from "./html.ts";
import { layout } from "./layout.ts";
import type { PageServing } from "./reader.ts";
import { inEnglish } from "./words.ts";

/* `/api`: the description of the API, to browse. It is for programmers, and in English alone. */

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly example?: string;
  readonly schema: Schema;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}

interface Answer {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export function apiPage(document: ApiDocument, serving: PageServing): string {
  const { reader } = serving;
  const origin = reader.origin ?? "";
  const body = html`<div lang="en">
    <h1>The API</h1>
    <p class="lead">${inEnglish(String(document.info["description"]), reader)}</p>
    <p>
      The same for programs: <a href="/api/openapi.json"><code>/api/openapi.json</code></a> (OpenAPI 3.1).
      What a code means stands in <a href="/errors">the catalogue of errors</a>.
    </p>
    ${document.tags.map((tag) => section(String(tag["name"]), String(tag["description"]), { document, origin }))}
    <section aria-labelledby="schemas">
      <h2 id="schemas">What answers are made of</h2>
      <dl class="codes">
        ${Object.entries(document.components.schemas).map(([name, schema]) => component(name, schema as Schema))}
      </dl>
    </section>
  </div>`;
  return layout({ title: "API", body, path: "/api" }, serving);
}

interface Shown {
  readonly document: ApiDocument;
  readonly origin: string;
}

function section(tag: string, description: string, shown: Shown): Markup {
  const operations = Object.entries(shown.document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, one]) => one.tags.includes(tag))
      .map(([method, one]) => operation(`${method.toUpperCase()} ${path}`, one, shown)),
  );
  return html`<section aria-labelledby="${tag}">
    <h2 id="${tag}">${tag}</h2>
    <p>${description}</p>
    ${operations}
  </section>`;
}

function operation(call: string, one: DescribedOperation, { origin }: Shown): Markup {
  const parameters = one.parameters as unknown as readonly Parameter[];
  const answers = Object.entries(one.responses as unknown as Readonly<Record<string, Answer>>);
  return html`<article class="operation" id="${one.operationId}">
    <h3><code>${call}</code></h3>
    <p>${one.summary}. ${one.description}</p>
    ${parameters.length === 0 ? undefined : html`<dl class="facts">${parameters.map(parameter)}</dl>`}
    <details>
      <summary>Answers, and how to ask</summary>
      <pre><code>${command(call, parameters, origin)}</code></pre>
      <dl class="facts">
        ${answers.map(
          ([status, answer]) =>
            html`<dt>${status}</dt>
              <dd>${answered(answer)}</dd>`,
        )}
      </dl>
    </details>
  </article>`;
}

function parameter({ name, in: where, required, description, schema }: Parameter): Markup {
  const must = required ? "needed" : "optional";
  return html`<dt><code>${name}</code></dt>
    <dd>${description} <span class="quiet">In the ${where}, ${must}. ${limits(schema)}</span></dd>`;
}

function limits({ pattern, enum: values }: Schema): Part {
  if (values !== undefined) return html`One of ${values.join(", ")}.`;
  return pattern === undefined ? undefined : html`<code>${pattern}</code>`;
}

/** As a shell runs it, with the examples of the parameters in their places. */
function command(call: string, parameters: readonly Parameter[], origin: string): string {
  const [method = "GET", path = ""] = call.split(" ");
  const filled = parameters
    .filter((one) => one.in === "path")
    .reduce((text, { name, example = name }) => text.replace(`{${name}}`, example), path);
  const query = parameters
    .filter((one) => one.in === "query" && (one.required || one.example !== undefined))
    .map(({ name, example = "" }) => `${name}=${encodeURIComponent(example)}`);
  const address = `${origin}${filled}${query.length === 0 ? "" : `?${query.join("&")}`}`;
  return method === "GET" ? `curl '${address}'` : `curl --data-binary @file '${address}'`;
}

function answered({ description, content = {} }: Answer): Markup {
  const bodies = Object.entries(content).map(
    ([media, { schema }]) =>
      html`<p><code>${media}</code> ${schema === undefined ? undefined : shape(schema)}</p>`,
  );
  return html`${description.split("\n\n").map((line) => html`<p>${line.replaceAll("`", "")}</p>`)} ${bodies}`;
}

function component(name: string, schema: Schema): Markup {
  return html`<dt id="schema-${name}"><code>${name}</code></dt>
    <dd>
      ${schema.description === undefined ? undefined : html`<p>${schema.description}</p>`}
      <p>${shape(schema)}</p>
    </dd>`;
}

/** A form in one line: `{ number: integer, hash: Hash }`. */
function shape(schema: Schema): Markup {
  const { $ref, type, items, properties, anyOf, oneOf, enum: values, const: only, pattern } = schema;
  if ($ref !== undefined) {
    const name = $ref.split("/").at(-1) ?? "";
    return html`<a href="#schema-${name}"><code>${name}</code></a>`;
  }
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return joined(choices.map(shape), " or ");
  if (values !== undefined) return html`<code>${values.join(" | ")}</code>`;
  if (only !== undefined) return html`<code>${JSON.stringify(only)}</code>`;
  if (items !== undefined) return html`a list of ${shape(items)}`;
  if (properties !== undefined) return fields(properties, new Set(schema.required));
  return html`${type ?? "anything"}${pattern === undefined ? undefined : html` <code>${pattern}</code>`}`;
}

function fields(properties: Readonly<Record<string, Schema>>, required: ReadonlySet<string>): Markup {
  const each = Object.entries(properties).map(
    ([name, schema]) => html`<code>${name}${required.has(name) ? "" : "?"}</code>: ${shape(schema)}`,
  );
  return html`{ ${joined(each, ", ")} }`;
}

function joined(parts: readonly Markup[], between: string): Markup {
  return html`${parts.map((part, i) => (i === 0 ? part : html`${between}${part}`))}`;
}
