import { type Assumptions, spread } from "./assumptions.ts";
import { type Interval, interval } from "./histories/chance.ts";
import { liveMany, type Lives } from "./histories/lives.ts";
import { chanceOfLoss } from "./model/chain.ts";

/** So sure that a model is right which the histories contradict only outside of it. */
const CONFIDENCE = 0.999;

/** A chance under the same assumptions but for one thing. */
export interface Otherwise {
  readonly what: string;
  readonly chance: number;
}

/** What `--json` prints. */
export interface Answer {
  readonly assumptions: Assumptions;
  /** That an issue is lost within the years assumed. */
  readonly chance: number;
  readonly otherwise: readonly Otherwise[];
  readonly check?: Lives & {
    readonly confidence: number;
    readonly interval: Interval;
    readonly agrees: boolean;
  };
}

export async function answer(
  assumptions: Assumptions,
  { histories, seed }: { histories: number; seed: number },
): Promise<Answer> {
  const chance = chanceOfLoss(assumptions);
  const told = { assumptions, chance, otherwise: others(assumptions) };
  if (histories === 0) return told;
  const lives = await liveMany(assumptions, { histories, seed });
  const between = interval(lives.lost, histories, CONFIDENCE);
  const agrees = between.low <= chance && chance <= between.high;
  return { ...told, check: { ...lives, confidence: CONFIDENCE, interval: between, agrees } };
}

/** The independence of failures is the assumption that carries most: what becomes of the chance without it. */
function others(assumptions: Assumptions): Otherwise[] {
  const { shares, auditEvery, rates } = assumptions;
  const stores = shares.reduce((sum, share) => sum + share, 0);
  const common = { ...assumptions, rates: { ...rates, common: rates.common + 0.001 } };
  const list: Otherwise[] = [
    { what: "if something took every copy once in 1,000 years", chance: chanceOfLoss(common) },
  ];
  if (shares.length > 1) {
    const together = chanceOfLoss({ ...assumptions, shares: spread(stores, 1) });
    list.push({ what: "if one operator ran all the stores", chance: together });
  }
  if (shares.length < stores) {
    const apart = chanceOfLoss({ ...assumptions, shares: spread(stores, stores) });
    list.push({ what: "if each store had its own operator", chance: apart });
  }
  if (auditEvery !== undefined) {
    const never = chanceOfLoss({ ...assumptions, auditEvery: undefined });
    list.push({ what: "if nobody audited", chance: never });
  }
  return list;
}
