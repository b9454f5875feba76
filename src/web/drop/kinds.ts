/** As long as a proof file may be (core/proof/form.ts, which is fetched only when there is one). */
const MOST_PROOF_BYTES = 2 * 1024 * 1024;

const LOOKS_LIKE_PROOF = /"type"\s*:\s*"colophon\/proof\//;

/** By its words, whatever it is called. @throws what reading the file throws */
export async function isProof(file: File): Promise<boolean> {
  const isJson = /json$/i.test(file.name) || file.type.endsWith("json");
  return isJson && file.size <= MOST_PROOF_BYTES && LOOKS_LIKE_PROOF.test(await file.text());
}

/** An e-mail as mail programs save it. */
export function isMessage({ name, type }: File): boolean {
  return type === "message/rfc822" || /\.eml$/i.test(name);
}
