/** How long others are waited for once there is an answer that will do, so that they are heard, too. In milliseconds. */
const GRACE_MS = 1_000;

/** What was answered when one answer will do and the others have had a moment; all of it where none will. */
export async function answersInTime<T>(
  asked: readonly Promise<T>[],
  willDo: (answer: T) => boolean,
): Promise<readonly T[]> {
  const answers: T[] = [];
  const { promise: enough, resolve } = Promise.withResolvers<undefined>();
  const all = Promise.all(
    asked.map(async (one) => {
      const answer = await one;
      answers.push(answer);
      if (willDo(answer)) setTimeout(() => resolve(undefined), GRACE_MS);
    }),
  );
  await Promise.race([all, enough]);
  return [...answers];
}
