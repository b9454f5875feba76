import type { ErrorDescription } from "ethers";
import { parseAddress } from "../../core/address.ts";
import { parseDigest } from "../../core/digest.ts";
import { type ColophonError, failure } from "../../core/errors/error.ts";
import { labelProblem } from "../../core/label.ts";
import type { Call } from "../../core/ports.ts";
import { momentInWords } from "../../core/signed-call/words.ts";
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
  const translate = TRANSLATIONS[name];
  // An error that the ABI has and the table does not is still a refusal; a test keeps the two equal.
  if (translate === undefined)
    return failure("CALL_REVERTED", { reason: `${name}(${args.map(String).join(", ")})` });
  return translate(
    {
      text: (field) => String(args[field]),
      digest: (field) => parseDigest(String(args[field])),
      account: (field) => parseAddress(String(args[field])),
      id: String(args["publicationId"]),
    },
    call,
  );
}

/** The values of an error, by the names that the ABI gives them. */
interface Values {
  text(field: string): string;
  digest(field: string): string;
  account(field: string): string;
  readonly id: string;
}

/** One line for each custom error of the registry (contracts/IPublicationRegistry.sol). */
const TRANSLATIONS: Readonly<Record<string, (values: Values, call: Call) => ColophonError>> = {
  PublicationUnknown: ({ id }) => failure("PUBLICATION_UNKNOWN", { id }),
  PublicationIsClosed: ({ id }) => failure("PUBLICATION_CLOSED", { id }),
  ActorNotOwner: ({ id, account }) => failure("NOT_OWNER", { id, account: account("actor") }),
  ActorNotPublisher: ({ id, account }) => failure("NOT_PUBLISHER", { id, account: account("actor") }),
  ActorNotPendingOwner: ({ id, account }) => failure("NOT_PENDING_OWNER", { id, account: account("actor") }),
  DigestZero: () => failure("VALUE_ZERO", { what: "a digest" }),
  AddressZero: () => failure("VALUE_ZERO", { what: "an address" }),
  RootZero: () => failure("VALUE_ZERO", { what: "a batch's root" }),
  CountZero: () => failure("BATCH_EMPTY", {}),
  NoticeKindNone: () => failure("NOTICE_KIND_NONE", {}),
  LabelInvalid: ({ text }) => failure("LABEL_INVALID", labelProblem(text("label"))),
  LabelAnchored: ({ text, digest }, call) =>
    failure("LABEL_ANCHORED", { label: text("label"), standing: digest("digest"), got: askedDigest(call) }),
  LabelUnknown: ({ id, text }) => failure("LABEL_UNKNOWN", { id, label: text("label") }),
  DigestRecorded: ({ id, digest }) => failure("DIGEST_RECORDED", { id, digest: digest("digest") }),
  DigestUnknown: ({ id, digest }) => failure("DIGEST_UNKNOWN", { id, digest: digest("digest") }),
  SupersedesMismatch: ({ digest }) =>
    failure("SUPERSEDES_MISMATCH", { standing: digest("expected"), got: digest("got") }),
  RootRecorded: ({ id, text }) => failure("BATCH_RECORDED", { id, root: text("root"), entry: text("entry") }),
  RootUnknown: ({ id, text }) => failure("BATCH_UNKNOWN", { id, root: text("root") }),
  PathLengthInvalid: ({ text }) =>
    failure("BATCH_PATH_LENGTH", {
      root: text("root"),
      shortest: text("shortest"),
      longest: text("longest"),
      got: text("got"),
    }),
  PathInvalid: ({ text, digest }) =>
    failure("BATCH_PATH_INVALID", { root: text("root"), label: text("label"), digest: digest("digest") }),
  SignatureExpired: ({ text }) =>
    failure("SIGNATURE_EXPIRED", {
      deadline: momentInWords(text("deadline")),
      time: momentInWords(text("time")),
    }),
  HeadStale: ({ id, digest }) =>
    failure("HEAD_STALE", { id, expected: digest("expected"), got: digest("got") }),
  SignatureInvalid: ({ account }) => failure("SIGNATURE_INVALID", { publisher: account("publisher") }),
  ProfileUnchanged: ({ id, digest }) => failure("PROFILE_UNCHANGED", { id, digest: digest("profileDigest") }),
  PublisherAlreadyGranted: ({ id, account }) =>
    failure("ALREADY_GRANTED", { id, account: account("publisher") }),
  PublisherNotGranted: ({ id, account }) => failure("NOT_GRANTED", { id, account: account("publisher") }),
};

/** The names of all errors that are translated. */
export const TRANSLATED: readonly string[] = Object.keys(TRANSLATIONS);

/** The digest that the refused call carried: the error names only the one that stands. */
function askedDigest(call: Call): string {
  try {
    const asked: unknown = registryInterface.parseTransaction({ data: call.data })?.args["digest"];
    return typeof asked === "string" ? parseDigest(asked) : "unknown";
  } catch {
    return "unknown";
  }
}
