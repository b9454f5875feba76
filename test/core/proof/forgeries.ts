import { FORGED_CLAIMS } from "./forged-claims.ts";
import { FORGED_ENDORSEMENTS } from "./forged-endorsements.ts";
import { FORGED_FORMS } from "./forged-forms.ts";
import { FORGED_IDENTITIES } from "./forged-identities.ts";
import { FORGED_QUOTATIONS } from "./forged-quotations.ts";
import { FORGED_STATES } from "./forged-states.ts";
import type { Forgery } from "./forging.ts";

/* What somebody would try who wants a false thing believed, or a reader's program to fall over. */

export type { Forgery } from "./forging.ts";

export const FORGERIES: readonly Forgery[] = [
  ...FORGED_FORMS,
  ...FORGED_CLAIMS,
  ...FORGED_STATES,
  ...FORGED_QUOTATIONS,
  ...FORGED_IDENTITIES,
  ...FORGED_ENDORSEMENTS,
];
