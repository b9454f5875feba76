import * as z from "zod/mini";
import type { ChainId } from "../../core/publication.ts";

/** Whom the reader wants to be asked, one address to a line; kept in this browser at most. */
export interface Settings {
  readonly nodes: string;
  readonly gateways: string;
}

/** In characters, for each list: what is longer is asked, and not kept. */
const LONGEST = 8192;
const schema = z.object({
  nodes: z.string().check(z.maxLength(LONGEST)),
  gateways: z.string().check(z.maxLength(LONGEST)),
});

/**
 * A page that was opened from the disk shares what the browser keeps with every other such page, whoever made it: there
 * nothing is kept, since a node's address may hold a key, and another page could name nodes of its own.
 */
export function keepsSettings(): boolean {
  return location.protocol === "https:" || location.protocol === "http:";
}

/** Undefined where nothing was saved, or this browser keeps nothing. */
export function savedSettings(chain: ChainId): Settings | undefined {
  try {
    if (!keepsSettings()) {
      localStorage.removeItem(keyOf(chain));
      return undefined;
    }
    const parsed = z.safeParse(schema, JSON.parse(localStorage.getItem(keyOf(chain)) ?? "null"));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** What was not kept holds until the page is closed. */
export type Kept = "kept" | "unkept" | "too-long";

/** Undefined settings are forgotten. */
export function saveSettings(chain: ChainId, settings: Settings | undefined): Kept {
  if (!keepsSettings()) return "unkept";
  try {
    const isKept = settings !== undefined && z.safeParse(schema, settings).success;
    if (isKept) localStorage.setItem(keyOf(chain), JSON.stringify(settings));
    // Nor is a list before it, which would be asked again when the page is opened.
    else localStorage.removeItem(keyOf(chain));
    return isKept || settings === undefined ? "kept" : "too-long";
  } catch {
    return "unkept";
  }
}

function keyOf(chain: ChainId): string {
  return `colophon/settings/1 ${chain}`;
}
