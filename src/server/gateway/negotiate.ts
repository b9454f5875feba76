import { DAG_JSON, DAG_PB } from "../../core/cid.ts";
import { fail } from "../../core/errors/error.ts";
import { Refusal } from "./refuse.ts";

/** In what form the answer goes out. Blocks are never converted: a codec's own form is the block as it is. */
export type Format =
  | { readonly kind: "raw"; readonly type: string; readonly extension: string; readonly codec?: number }
  | { readonly kind: "car" };

type Parameters = Readonly<Record<string, string>>;

const RAW_FORMATS: Readonly<Record<string, Extract<Format, { kind: "raw" }>>> = {
  raw: { kind: "raw", type: "application/vnd.ipld.raw", extension: "raw" },
  "dag-json": { kind: "raw", type: "application/vnd.ipld.dag-json", extension: "dag-json", codec: DAG_JSON },
  "dag-pb": { kind: "raw", type: "application/vnd.ipld.dag-pb", extension: "dag-pb", codec: DAG_PB },
};
const OFFERED =
  "ask for format=raw or format=car, or accept application/vnd.ipld.raw or application/vnd.ipld.car";

/** `?format` counts before Accept (IPIP-523). @throws REQUEST_INVALID when neither says; Refusal (406) */
export function negotiate(query: URLSearchParams, accept: string | undefined): Format {
  const named = query.get("format");
  if (named !== null) return formatOf(named, carParameters(query, {}));
  const accepted = acceptedTypes(accept ?? "").find(({ type }) => type.startsWith("application/vnd.ipld."));
  if (accepted === undefined)
    return fail("REQUEST_INVALID", { problem: `this gateway gives blocks only: ${OFFERED}` });
  return formatOf(
    accepted.type.slice("application/vnd.ipld.".length),
    carParameters(query, accepted.parameters),
  );
}

function formatOf(name: string, car: Parameters): Format {
  if (name === "car") return carFormat(car);
  const format = Object.hasOwn(RAW_FORMATS, name) ? RAW_FORMATS[name] : undefined;
  if (format === undefined) throw new Refusal(406, `the format ${name} is not served here: ${OFFERED}`);
  return format;
}

/** Each of them in the query counts before the one in Accept (IPIP-523). */
function carParameters(query: URLSearchParams, accepted: Parameters): Parameters {
  const named = ["version", "order", "dups"].map((name) => [
    name,
    query.get(`car-${name}`) ?? accepted[name] ?? "",
  ]);
  return Object.fromEntries(named) as Parameters;
}

/** `dups=y` is a wish: the answer says that it has none (IPIP-412 leaves that to the gateway). */
function carFormat({ version = "", order = "", dups = "" }: Parameters): Format {
  if (!["", "1"].includes(version))
    fail("REQUEST_INVALID", { problem: `the CAR version is 1; got ${version}` });
  if (!["", "dfs", "unk"].includes(order))
    fail("REQUEST_INVALID", { problem: `the CAR order is dfs or unk; got ${order}` });
  if (!["", "y", "n"].includes(dups)) fail("REQUEST_INVALID", { problem: `dups is y or n; got ${dups}` });
  return { kind: "car" };
}

/** The media types of an Accept header, the most wanted first (RFC 9110, 12.5.1); those with q=0 are left out. */
function acceptedTypes(accept: string): { type: string; parameters: Parameters }[] {
  return accept
    .split(",")
    .map((range) => {
      const [type = "", ...rest] = range.split(";").map((part) => part.trim());
      const pairs = rest.map((pair) => pair.split("=").map((side) => side.trim().replace(/^"(.*)"$/, "$1")));
      const parameters = Object.fromEntries(
        pairs.map(([name = "", value = ""]) => [name.toLowerCase(), value]),
      );
      return {
        type: type.toLowerCase(),
        parameters,
        weight: Number(parameters["q"] ?? 1),
      };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
}
