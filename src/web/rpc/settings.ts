import * as z from "zod/mini";
import type { ChainId } from "../../core/publication.ts";

/** Whom the reader wants to be asked, one address to a line; kept in this browser and nowhere else. */
export interface Settings {
  readonly nodes: string;
  readonly gateways: string;
}

const schema = z.object({
  nodes: z.string().check(z.maxLength(8192)),
  gateways: z.string().check(z.maxLength(8192)),
});

/** Undefined where nothing was saved, or this browser keeps nothing. */
export function savedSettings(chain: ChainId): Settings | undefined {
  try {
    const parsed = z.safeParse(schema, JSON.parse(localStorage.getItem(keyOf(chain)) ?? "null"));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** False where this browser keeps nothing: they hold until the page is closed. */
export function saveSettings(chain: ChainId, settings: Settings | undefined): boolean {
  try {
    if (settings === undefined) localStorage.removeItem(keyOf(chain));
    else localStorage.setItem(keyOf(chain), JSON.stringify(settings));
    return true;
  } catch {
    return false;
  }
}

function keyOf(chain: ChainId): string {
  return `colophon/settings/1 ${chain}`;
}
