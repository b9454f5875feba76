import { z } from "zod";
import { CATALOGUE, type ErrorCode } from "../../core/errors/catalogue.ts";
import { problem } from "./answers.ts";
import type { Body, Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
type Schema = Readonly<Record<string, unknown>>;
type Io = "input" | "output";

export interface ApiDocument {
  readonly openapi: "3.1.1";
  readonly info: Schema;
  readonly servers: readonly Schema[];
  readonly tags: readonly Schema[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly Schema[];
  readonly requestBody?: Schema;
  readonly responses: Readonly<Record<string, Schema>>;
}

export interface DocumentOptions {
  readonly version: string;
  /** Whether fields that no schema names are refused: for whoever tests this server, not for its clients. */
  readonly closed?: boolean;
}

const TAGS: Readonly<Record<Operation["tag"], string>> = {
  Publications: "What there is to verify against.",
  Issues: "One revision of one issue, by the digest of its manifest.",
  Files: "From a file's digest or a CID to the issue that holds it.",
  Verifying: "A verdict on a copy.",
  Blocks: "The archive's bytes, for IPFS.",
  Server: "About this server.",
};

/** The description of the API (OpenAPI 3.1), made from the schemas that check what comes in. */
export function openApiDocument(options: DocumentOptions): ApiDocument {
  const components = new Components(options.closed === true);
  const paths: Record<string, Record<string, DescribedOperation>> = {};
  for (const one of OPERATIONS) (paths[one.path] ??= {})[one.method] = described(one, components);
  components.schema(problem, "output");
  return {
    openapi: "3.1.1",
    info: {
      title: "Colophon",
      version: options.version,
      summary: "A verifiable archive of periodicals.",
      description:
        'Public and read-only: no accounts, no cookies. No answer is to be believed for its own sake: hash what comes, and ask a node of your own. "There is none" and "nobody could say" are never the same answer.',
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: { schemas: components.schemas },
  };
}

/** Schemas with a name of their own, each told once. */
class Components {
  readonly schemas: Record<string, Schema> = {};
  readonly #closed: boolean;

  constructor(closed: boolean) {
    this.#closed = closed;
  }

  schema(type: z.ZodType, io: Io): Schema {
    const made = z.toJSONSchema(type, { io, unrepresentable: "any" });
    const { $schema: _, $defs = {}, id, ...own } = this.#refitted(made) as Record<string, unknown>;
    for (const [name, one] of Object.entries($defs as Record<string, Record<string, unknown>>))
      this.schemas[name] = withoutId(one);
    if (typeof id !== "string") return own;
    this.schemas[id] = own;
    return { $ref: `#/components/schemas/${id}` };
  }

  #refitted(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#refitted(one));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value)
      .filter(([key, inner]) => this.#closed || key !== "additionalProperties" || inner !== false)
      .map(([key, inner]) =>
        key === "$ref" && typeof inner === "string"
          ? [key, inner.replace("#/$defs/", "#/components/schemas/")]
          : [key, this.#refitted(inner)],
      );
    return Object.fromEntries(entries);
  }
}

function withoutId(schema: Record<string, unknown>): Schema {
  const { id: _, ...rest } = schema;
  return rest;
}

function described(one: Operation, components: Components): DescribedOperation {
  const { id, tag, summary, description, pathFields, queryFields, headers = {}, takes } = one;
  const parameters = [
    ...named(pathFields, "path", components),
    ...named(queryFields, "query", components),
    ...named(headers, "header", components),
  ];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    parameters,
    ...(takes === undefined
      ? {}
      : { requestBody: { required: true, content: content(takes, components, "input") } }),
    responses: {
      200: { description: summary, content: content(one.answers, components, "output") },
      ...otherwise(one, components),
      ...problems(one.problems),
    },
  };
}

function named(fields: Operation["pathFields"], where: string, components: Components): readonly Schema[] {
  return Object.entries(fields).map(([name, type]) => {
    const { description, examples, ...schema } = components.schema(type, "input");
    const required = where === "path" || !type.safeParse(undefined).success;
    const [example] = Array.isArray(examples) ? (examples as readonly unknown[]) : [];
    return {
      ...{ name, in: where, required, schema },
      ...(description === undefined ? {} : { description }),
      ...(example === undefined ? {} : { example }),
    };
  });
}

function content(bodies: Readonly<Record<string, Body>>, components: Components, io: Io): Schema {
  return Object.fromEntries(
    Object.entries(bodies).map(([media, body]) => [
      media,
      // Bytes have no schema in OpenAPI 3.1: the media type says all.
      body === "bytes" ? {} : { schema: body === "text" ? { type: "string" } : components.schema(body, io) },
    ]),
  );
}

function otherwise({ otherwise = {} }: Operation, components: Components): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    Object.entries(otherwise).map(([status, { says, body }]) => [
      status,
      {
        description: says,
        ...(body === undefined
          ? {}
          : { content: content({ "application/json": body }, components, "output") }),
      },
    ]),
  );
}

/** Codes that end in the same status are told together. */
function problems(codes: readonly ErrorCode[]): Readonly<Record<string, Schema>> {
  const byStatus = Map.groupBy(codes, (code) => CATALOGUE[code].http);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((code) => `\`${code}\`: ${CATALOGUE[code].says}`).join("\n\n"),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}
