import { type ColophonError, failure } from "../../core/errors/error.ts";
import { type Endpoint, withoutSecret } from "./endpoint.ts";

/** What an answer said that was no success. */
export interface Refused {
  readonly status: number;
  /** In the store's own words, if it found any. */
  readonly said?: string | undefined;
  /** What should be at the address: "RPC of a Kubo node". */
  readonly api: string;
}

const LONGEST = 500;
const NO_ROOM = /no space left|quota|maximum storage|insufficient (storage|funds)|storage limit/i;

/** How a refusal is told: too little room, not allowed, not wanted, away for now, or no such API at all. */
export function refusalOf(endpoint: Endpoint, { status, said: told, api }: Refused): ColophonError {
  const { store } = endpoint;
  const said = told === undefined ? undefined : withoutSecret(endpoint, told).slice(0, LONGEST);
  const problem = said === undefined || said === "" ? `HTTP ${status}` : said;
  if (status === 507 || NO_ROOM.test(problem)) return failure("STORE_FULL", { store, problem });
  if (status === 401 || status === 403)
    return failure("STORE_REFUSED", { store, problem: `it does not accept the token: ${problem}` });
  if ([404, 405, 501].includes(status) || (status >= 300 && status < 400))
    return failure("STORE_UNREACHABLE", { store, problem: `no ${api} is there (HTTP ${status})` });
  if (status === 408 || status === 429 || status > 500)
    return failure("STORE_UNREACHABLE", { store, problem: `HTTP ${status} ${said ?? ""}`.trim() });
  return failure("STORE_REFUSED", { store, problem });
}
