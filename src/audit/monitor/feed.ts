import type { Alert, AlertKind } from "./alert.ts";

/** Of each kind the latest are kept, so that many of one kind drive out no other. */
export const MOST_OF_A_KIND = 50;
const MOST_DROPPED = 10_000;
const LONGEST_SAYS = 2000;

/** An alert that is still found so many seconds later is told once more: it stands, or is back. */
const AGAIN_AFTER = 7 * 24 * 3600;

/** The end of the year 9999, the last that RFC 3339 can write: what a node says of its blocks may be anything. */
export const LAST_TIME = 253_402_300_799;

/** An alert as the feed tells of it; times are unix seconds. */
export interface ToldAlert {
  readonly alert: Alert;
  /** When it was found first, and when it was told of last. */
  readonly first: number;
  readonly last: number;
}

/** What the feed of a monitor consists of, so that it can be written anew at any time. */
export interface MonitorFeed {
  /** A UUID. */
  readonly id: string;
  readonly begun: number;
  /** In the order in which they were told, the latest last. */
  readonly told: readonly ToldAlert[];
  /** Ids of alerts that gave way to others, and are not told anew for that. */
  readonly dropped: readonly string[];
}

/** Tells of what was not told yet; the same feed where that is nothing. `now`, in unix seconds, is for alerts of no block. */
export function tellIn(feed: MonitorFeed, alerts: readonly Alert[], now: number): MonitorFeed {
  return alerts.reduce((before, alert) => tellOne(before, alert, now), feed);
}

function tellOne(feed: MonitorFeed, alert: Alert, now: number): MonitorFeed {
  const time = Math.min(alert.block?.time ?? now, LAST_TIME);
  const before = feed.told.find((one) => one.alert.id === alert.id);
  if (before === undefined ? feed.dropped.includes(alert.id) : time - before.last < AGAIN_AFTER) return feed;
  const { says } = alert;
  const one = {
    alert: { ...alert, says: says.length > LONGEST_SAYS ? `${says.slice(0, LONGEST_SAYS)}...` : says },
    first: before?.first ?? time,
    last: time,
  };
  const others = feed.told.filter((other) => other !== before);
  return bounded({ ...feed, told: [...others, one] }, alert.kind);
}

/** Without the oldest of a kind that has become too many. */
function bounded(feed: MonitorFeed, kind: AlertKind): MonitorFeed {
  const same = feed.told.filter(({ alert }) => alert.kind === kind);
  const [oldest] = same;
  if (oldest === undefined || same.length <= MOST_OF_A_KIND) return feed;
  const dropped = [...feed.dropped, oldest.alert.id].slice(-MOST_DROPPED);
  return { ...feed, told: feed.told.filter((one) => one !== oldest), dropped };
}
