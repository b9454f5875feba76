import type { Request } from "express";
import { z } from "zod";
import type { ErrorCode } from "../../core/errors/catalogue.ts";
import { fail } from "../../core/errors/error.ts";

type Fields = Readonly<Record<string, z.ZodType>>;
type Read<Given extends Fields> = z.output<z.ZodObject<Given>>;

/** What an answer's body is: JSON of a form, or bytes. */
export type Body = z.ZodType | "bytes" | "text";

/** One call of the API: what it takes and checks, what it answers, and what its description says. */
export interface Operation<Path extends Fields = Fields, Query extends Fields = Fields> {
  readonly method: "get" | "post";
  /** As in OpenAPI: `/api/issues/{digest}`. */
  readonly path: string;
  readonly id: string;
  readonly tag: "Publications" | "Issues" | "Files" | "Verifying" | "Blocks" | "Server";
  readonly summary: string;
  readonly description?: string;
  readonly pathFields: Path;
  readonly queryFields: Query;
  readonly headers?: Fields;
  /** By media type. */
  readonly takes?: Readonly<Record<string, Body>>;
  /** By media type, with 200. */
  readonly answers: Readonly<Record<string, Body>>;
  /** Other answers than problems and 200. */
  readonly otherwise?: Readonly<Record<number, { readonly says: string; readonly body?: z.ZodType }>>;
  /** Problems that a well-made request may meet. */
  readonly problems: readonly ErrorCode[];
}

export function operation<const Path extends Fields, const Query extends Fields>(
  given: Operation<Path, Query>,
): Operation<Path, Query> {
  return given;
}

/** The parameters in a request's path, checked. @throws REQUEST_INVALID, and what a value's own parser throws */
export function pathOf<Path extends Fields>({ pathFields }: Operation<Path>, request: Request): Read<Path> {
  return read(pathFields, request.params);
}

/**
 * The parameters after the question mark, checked; those that are not known are ignored.
 * @throws REQUEST_INVALID, and what a value's own parser throws
 */
export function queryOf<Query extends Fields>(
  { queryFields }: Operation<Fields, Query>,
  request: Request,
): Read<Query> {
  for (const name of Object.keys(queryFields))
    if (Array.isArray(request.query[name])) fail("REQUEST_INVALID", { problem: `${name} may be given once` });
  return read(queryFields, request.query);
}

function read<Given extends Fields>(fields: Given, values: unknown): Read<Given> {
  const result = formOf(fields).safeParse(values);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  return fail("REQUEST_INVALID", {
    problem: `${first?.path.join(".") ?? ""}: ${first?.message ?? "it cannot be read"}`,
  });
}

const forms = new WeakMap<Fields, z.ZodType>();

/** To make one takes longer than to answer most requests. */
function formOf<Given extends Fields>(fields: Given): z.ZodType<Read<Given>> {
  const made = forms.get(fields) ?? z.object(fields);
  forms.set(fields, made);
  return made as z.ZodType<Read<Given>>;
}
