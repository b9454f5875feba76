import { encode } from "uqr";
import { html, type Markup } from "./html.ts";

/** Light modules around the code, as many as ISO/IEC 18004 asks for. */
const QUIET = 4;

/** A text as a QR code: dark on light whatever the page's colours are, and named for who cannot see it. */
export function qrCode(text: string, name: string): Markup {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return html`<svg
    class="qr"
    viewBox="0 0 ${size} ${size}"
    role="img"
    aria-label="${name}"
    shape-rendering="crispEdges"
  >
    <path fill="#fff" d="M0 0h${size}v${size}H0z" />
    <path fill="#000" d="${dark}" />
  </svg>`;
}
