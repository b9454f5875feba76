import { decodeDocument } from "../document.ts";

/** What reading found: a value whose type is the one that was asked for, or that says none; another type; or why there is none. */
export type Strict =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "other-type"; readonly got: string }
  | { readonly kind: "none"; readonly problem: string };

/** Reads JSON from anybody's file of at most `largest` bytes: UTF-8, no name twice. Its fields are nobody's yet. */
export function readStrictly(
  bytes: Uint8Array,
  { type, largest }: { readonly type: string; readonly largest: number },
): Strict {
  if (bytes.length > largest) return { kind: "none", problem: `it is larger than ${largest} bytes` };
  // The strict decoder of our documents, though the file need not be canonical: it refuses a name that stands twice.
  const decoded = decodeDocument(bytes);
  if (!decoded.ok) return { kind: "none", problem: `it is no JSON document (${decoded.problem})` };
  const { value } = decoded;
  const got = typeOf(value);
  return got === undefined || got === type ? { kind: "value", value } : { kind: "other-type", got };
}

function typeOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "type")) return undefined;
  const { type } = value as { readonly type: unknown };
  return typeof type === "string" ? type : undefined;
}
