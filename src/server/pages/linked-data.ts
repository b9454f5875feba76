import { Markup } from "./html.ts";

/** A value that becomes JSON; what is undefined is left out. */
export type LinkedData = { readonly [name: string]: LinkedValue };
type LinkedValue = string | number | undefined | LinkedData | readonly LinkedValue[];

/**
 * A block of JSON-LD. It is data and never run, so that the Content-Security-Policy lets it be; what could end the
 * element, or start a comment in it, is written as an escape of JSON.
 */
export function linkedData(data: LinkedData): Markup {
  const json = JSON.stringify({ "@context": "https://schema.org", ...data });
  const inert = json.replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return new Markup(`<script type="application/ld+json">${inert}</script>`);
}
