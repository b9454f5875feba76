import { Resolver } from "node:dns/promises";
import { WELL_KNOWN_LIMIT, WELL_KNOWN_PATH } from "../../core/identity/claim.ts";
import { failure, fail, reasonOf } from "../../core/errors/error.ts";
import type { Domains } from "../../core/ports.ts";
import { type Connecting, getText } from "./https-get.ts";

/** An issue's page is not to wait longer for what only adds to it. */
const PATIENCE_MS = 4000;
const KEEP_MS = 5 * 60_000;
const KEEP_FAILURE_MS = 30_000;
const MOST_KEPT = 1000;

const NONE = new Set(["ENOTFOUND", "ENODATA"]);

export interface DomainsOptions {
  readonly resolver?: Pick<Resolver, "resolveTxt">;
  readonly connecting?: Partial<Connecting>;
}

/** Domains as the DNS and their web servers answer; an answer is kept for five minutes, a failure for half of one. */
export function openDomains({ resolver = dns(), connecting = {} }: DomainsOptions = {}): Domains {
  const txt = kept((domain) => txtRecords(domain, resolver));
  const wellKnown = kept((domain) => wellKnownText(domain, connecting));
  return { txt, wellKnown };
}

function dns(): Resolver {
  return new Resolver({ timeout: PATIENCE_MS / 2, tries: 2 });
}

async function txtRecords(
  domain: string,
  resolver: Pick<Resolver, "resolveTxt">,
): Promise<readonly string[]> {
  try {
    return (await resolver.resolveTxt(domain)).map((parts) => parts.join(""));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (NONE.has(code)) return [];
    return fail("DOMAIN_UNREACHABLE", { source: "The DNS", domain, problem: code }, error);
  }
}

async function wellKnownText(domain: string, connecting: Partial<Connecting>): Promise<string | undefined> {
  const url = new URL(`https://${domain}${WELL_KNOWN_PATH}`);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const unreachable = (problem: string, cause?: unknown) =>
    failure("DOMAIN_UNREACHABLE", { source: "The web server", domain, problem }, cause);
  const answer = await getText(url, { limit: WELL_KNOWN_LIMIT, signal, ...connecting }).catch(
    (error: unknown) => {
      throw unreachable(
        signal.aborted ? `no answer within ${PATIENCE_MS / 1000} seconds` : reasonOf(error),
        error,
      );
    },
  );
  if (answer.status === 404 || answer.status === 410) return undefined;
  if (answer.status !== 200) throw unreachable(`it answered ${answer.status}`);
  return answer.text;
}

/** One question at a time for each domain, and its answer for as long as it is fresh. */
function kept<T>(ask: (domain: string) => Promise<T>): (domain: string) => Promise<T> {
  const answers = new Map<string, { readonly answer: Promise<T>; until: number }>();
  return (domain) => {
    const found = answers.get(domain);
    if (found !== undefined && found.until > Date.now()) return found.answer;
    const kept = { answer: ask(domain), until: Date.now() + KEEP_MS };
    kept.answer.catch(() => {
      kept.until = Date.now() + KEEP_FAILURE_MS;
    });
    answers.delete(domain);
    answers.set(domain, kept);
    const [oldest] = answers.keys();
    if (answers.size > MOST_KEPT && oldest !== undefined) answers.delete(oldest);
    return kept.answer;
  };
}
