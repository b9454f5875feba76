/** Begins when first asked, and then goes by what came of it; what failed (a part of the page not fetched) begins anew. */
export function once<T>(begin: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  const again = (error: unknown) => {
    begun = undefined;
    throw error;
  };
  return () => (begun ??= begin().catch(again));
}
