/** Whether two sources give the same bytes, read no further than to the first difference. */
export async function sameBytes(
  one: AsyncIterable<Uint8Array>,
  other: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const [left, right] = [partsOf(one), partsOf(other)];
  try {
    for (;;) {
      const [a, b] = [await left.next(), await right.next()];
      if (a === undefined || b === undefined) return a === b;
      const length = Math.min(a.length, b.length);
      if (Buffer.compare(a.subarray(0, length), b.subarray(0, length)) !== 0) return false;
      left.back(a.subarray(length));
      right.back(b.subarray(length));
    }
  } finally {
    await Promise.all([left.close(), right.close()]);
  }
}

/** Parts that are not empty, of which one may be given back. */
function partsOf(source: AsyncIterable<Uint8Array>) {
  const chunks = source[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array();
  return {
    async next(): Promise<Uint8Array | undefined> {
      while (held.length === 0) {
        const { done, value } = await chunks.next();
        if (done === true) return undefined;
        held = value;
      }
      return held;
    },
    back(rest: Uint8Array): void {
      held = rest;
    },
    async close(): Promise<void> {
      await chunks.return?.();
    },
  };
}
