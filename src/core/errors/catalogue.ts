import { ARCHIVE_FAILURES } from "./catalogue/archive.ts";
import { AUDIT_SIGNATURE_FAILURES } from "./catalogue/audit-signature.ts";
import { BAG_FAILURES } from "./catalogue/bag.ts";
import { BATCH_FAILURES } from "./catalogue/batch.ts";
import { CHAIN_FAILURES } from "./catalogue/chain.ts";
import { CONTENT_FAILURES } from "./catalogue/content.ts";
import { ENDORSEMENT_FAILURES } from "./catalogue/endorsement.ts";
import { IDENTITY_FAILURES } from "./catalogue/identity.ts";
import { INPUT_FAILURES } from "./catalogue/input.ts";
import { KEY_FAILURES } from "./catalogue/keys.ts";
import { MIRROR_FAILURES } from "./catalogue/mirror.ts";
import { PROOF_FAILURES } from "./catalogue/proof.ts";
import { SERVER_FAILURES } from "./catalogue/server.ts";
import { SIGNED_FAILURES } from "./catalogue/signed.ts";
import { SOURCES_FAILURES } from "./catalogue/sources.ts";
import { STORE_FAILURES } from "./catalogue/store.ts";
import type { Failure } from "./failure.ts";

/**
 * Every failure the project can name, as data: the commands, the server and the page all read this table, and
 * `docs/errors.md` is checked against it.
 */
export const CATALOGUE = {
  ...INPUT_FAILURES,
  ...SOURCES_FAILURES,
  ...CONTENT_FAILURES,
  ...BATCH_FAILURES,
  ...CHAIN_FAILURES,
  ...MIRROR_FAILURES,
  ...ENDORSEMENT_FAILURES,
  ...AUDIT_SIGNATURE_FAILURES,
  ...KEY_FAILURES,
  ...PROOF_FAILURES,
  ...SIGNED_FAILURES,
  ...IDENTITY_FAILURES,
  ...STORE_FAILURES,
  ...ARCHIVE_FAILURES,
  ...BAG_FAILURES,
  ...SERVER_FAILURES,
} as const satisfies Record<string, Failure>;

export type ErrorCode = keyof typeof CATALOGUE;

type Names<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** The parameters that a code's sentences name: forgetting one does not compile. */
export type ErrorParameters<Code extends ErrorCode> = {
  readonly [Name in Names<(typeof CATALOGUE)[Code]["says"] | (typeof CATALOGUE)[Code]["next"]>]:
    string | number;
};
