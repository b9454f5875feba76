import type { ErrorDescription } from "ethers";
import { parseAddress } from "../../core/address.ts";
import { parseDigest } from "../../core/digest.ts";
import { type ColophonError, failure } from "../../core/errors/error.ts";
import type { Call } from "../../core/ports.ts";
import { registryInterface } from "./interface.ts";
import type { RpcError } from "./rpc-answer.ts";

const HEX = /0x(?:[0-9a-f]{2}){4,}/i;
/** go-ethereum's code for a reverted call (execution-apis, "error groups"). */
const REVERTED = 3;

/**
 * The registry's refusal in our words, or undefined when the node's error is not a revert at all. An error that the
 * registry does not have becomes CALL_REVERTED, with whatever the node said.
 */
export function revertOf(error: RpcError, call: Call): ColophonError | undefined {
  const data =
    revertData(error.data) ?? (/revert/i.test(error.message) ? HEX.exec(error.message)?.[0] : undefined);
  if (data === undefined && error.code !== REVERTED && !/revert/i.test(error.message)) return undefined;
  const described = data === undefined ? null : descriptionOf(data);
  return described === null
    ? failure("CALL_REVERTED", { reason: error.message })
    : translated(described, call);
}

/** Nodes put the revert data into `data`, into an object there, or behind a word. */
function revertData(data: unknown, depth = 0): string | undefined {
  if (typeof data === "string") return HEX.exec(data)?.[0];
  if (typeof data !== "object" || data === null || depth > 2) return undefined;
  for (const name of ["data", "originalError", "result"]) {
    const found = revertData((data as Record<string, unknown>)[name], depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Null for data that is no error of the registry, not even cut short or malformed by the node. */
function descriptionOf(data: string): ErrorDescription | null {
  try {
    return registryInterface.parseError(data);
  } catch {
    return null;
  }
}

function translated({ name, args }: ErrorDescription, call: Call): ColophonError {
  const text = (field: string): string => String(args[field]);
  const digest = (field: string): string => parseDigest(text(field));
  const id = "publicationId";
  switch (name) {
    case "PublicationUnknown":
      return failure("PUBLICATION_UNKNOWN", { id: text(id) });
    case "PublicationIsClosed":
      return failure("PUBLICATION_CLOSED", { id: text(id) });
    case "ActorNotOwner":
      return failure("NOT_OWNER", { id: text(id), account: parseAddress(text("actor")) });
    case "ActorNotPublisher":
      return failure("NOT_PUBLISHER", { id: text(id), account: parseAddress(text("actor")) });
    case "LabelInvalid":
      return failure("LABEL_INVALID", { got: text("label") });
    case "LabelAnchored":
      return failure("LABEL_ANCHORED", {
        label: text("label"),
        standing: digest("digest"),
        got: askedDigest(call),
      });
    case "LabelUnknown":
      return failure("LABEL_UNKNOWN", { id: text(id), label: text("label") });
    case "DigestRecorded":
      return failure("DIGEST_RECORDED", { id: text(id), digest: digest("digest") });
    case "DigestUnknown":
      return failure("DIGEST_UNKNOWN", { id: text(id), digest: digest("digest") });
    case "SupersedesMismatch":
      return failure("SUPERSEDES_MISMATCH", { standing: digest("expected"), got: digest("got") });
    default:
      return failure("CALL_REVERTED", { reason: `${name}(${args.map(String).join(", ")})` });
  }
}

/** The digest that the refused call carried: the error names only the one that stands. */
function askedDigest(call: Call): string {
  try {
    const asked: unknown = registryInterface.parseTransaction({ data: call.data })?.args["digest"];
    return typeof asked === "string" ? parseDigest(asked) : "unknown";
  } catch {
    return "unknown";
  }
}
