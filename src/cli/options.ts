/** What every command takes. */
export interface CommonOptions {
  readonly archive?: string;
  readonly json: boolean;
}

/** What publishing takes where the list of a batch is lost: the entries of such batches. */
export interface DespiteOptions {
  readonly despiteBatch?: readonly number[];
}

/** Told each time: what is left out is nobody's default. */
export function despiteOf(
  { despiteBatch = [] }: DespiteOptions,
  { note }: { readonly note: (text: string) => void },
): { readonly despite: ReadonlySet<number> } {
  for (const entry of despiteBatch)
    note(
      `the batch of entry ${entry} is left out if its list cannot be read: an issue of it may be anchored twice`,
    );
  return { despite: new Set(despiteBatch) };
}
