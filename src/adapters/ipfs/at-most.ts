/** All of a body. By its reader: not every browser can go through a stream in a loop. @throws RangeError when it is longer */
export async function atMost(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(parts, length);
    length += value.length;
    parts.push(value);
    if (length <= limit) continue;
    await reader.cancel().catch(() => {});
    throw new RangeError(`it answers with more than ${limit} bytes`);
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
