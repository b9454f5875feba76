import { ask, type Ask, type Asked } from "./ask.ts";
import { allowedDelegates } from "./delegates.ts";
import { type Endpoint, withoutSecret } from "./endpoint.ts";
import { fieldsOf, parsed, stringsOf } from "./lines.ts";
import { refusalOf } from "./refusal.ts";

/** One wish of ours, as a service that speaks the Pinning Service API v1 tells it. */
export interface PinStatus {
  readonly requestId: string;
  readonly status: "queued" | "pinning" | "pinned" | "failed";
  /** Where the service's own nodes are reached, to be connected to. */
  readonly delegates: readonly string[];
  /** In the service's words, why it failed. */
  readonly details: string;
}

/** All of them throw STORE_UNREACHABLE | STORE_FULL | STORE_REFUSED. */
export interface PinningApi {
  /** Every wish for that CID, whatever became of it. */
  pins(cid: string): Promise<readonly PinStatus[]>;
  /** Undefined where it is unknown, as it can be for a moment after it was made. */
  pin(requestId: string): Promise<PinStatus | undefined>;
  add(cid: string, origins: readonly string[]): Promise<PinStatus>;
  remove(requestId: string): Promise<void>;
}

const API = "Pinning Service API";
const LONGEST_DETAILS = 500;
const MOST_ORIGINS = 20;
const EVERY_STATUS = "queued,pinning,pinned,failed";

/** The five calls of https://ipfs.github.io/pinning-services-api-spec/ (v1.0.0), less the one that replaces a pin. */
export function createPinningApi(endpoint: Endpoint, patience: number): PinningApi {
  function assertDone({ status, text }: Asked): void {
    if (status < 200 || status >= 300) throw refusalOf(endpoint, { status, said: saidIn(text), api: API });
  }

  async function call(path: string, more: Pick<Ask, "method" | "json"> = {}): Promise<unknown> {
    const asked = await ask(endpoint, { path, patience, ...more });
    assertDone(asked);
    return asked.json;
  }

  function readable(json: unknown): PinStatus {
    const found = parsePin(json, endpoint);
    if (found === undefined) throw refusalOf(endpoint, { status: 200, said: `it is no ${API}`, api: API });
    return found;
  }

  return {
    async pins(cid) {
      const { results } = fieldsOf(await call(`pins?cid=${cid}&status=${EVERY_STATUS}`));
      return (Array.isArray(results) ? results : [undefined]).map(readable);
    },
    async pin(requestId) {
      const asked = await ask(endpoint, { path: `pins/${encodeURIComponent(requestId)}`, patience });
      if (asked.status === 404) return undefined;
      assertDone(asked);
      return readable(asked.json);
    },
    add: async (cid, origins) =>
      readable(
        await call("pins", {
          method: "POST",
          json: { cid, name: "colophon", origins: origins.slice(0, MOST_ORIGINS) },
        }),
      ),
    async remove(requestId) {
      await call(`pins/${encodeURIComponent(requestId)}`, { method: "DELETE" });
    },
  };
}

function parsePin(json: unknown, endpoint: Endpoint): PinStatus | undefined {
  const { requestid: requestId, status, delegates, info } = fieldsOf(json);
  if (typeof requestId !== "string" || requestId === "") return undefined;
  if (status !== "queued" && status !== "pinning" && status !== "pinned" && status !== "failed")
    return undefined;
  const { status_details: details } = fieldsOf(info);
  return {
    requestId,
    status,
    delegates: allowedDelegates(stringsOf(delegates), endpoint.url),
    details: typeof details === "string" ? withoutSecret(endpoint, details).slice(0, LONGEST_DETAILS) : "",
  };
}

/** `{"error":{"reason":"INSUFFICIENT_FUNDS","details":"..."}}`, and what some services send in its place. */
function saidIn(text: string): string {
  const { error, details, message } = fieldsOf(parsed(text));
  const inner = fieldsOf(error);
  return [inner["reason"], inner["details"], error, details, message]
    .filter((one): one is string => typeof one === "string")
    .join(": ")
    .slice(0, 300);
}
