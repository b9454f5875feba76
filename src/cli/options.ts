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

/**
 * Before anything is sent, and no question: a command that stops to ask hangs in a script that runs on a terminal. What
 * an entry says cannot be added to.
 */
export function noteReason(
  reason: string | undefined,
  { note }: { readonly note: (text: string) => void },
): void {
  if (reason === undefined)
    note("no reason is given (--reason): readers will see none, and this entry can never get one");
}

/** What stands keeps its reason, whatever reason is given now. */
export function noteUnsent(
  { label, reasonUnsent }: { readonly label: string; readonly reasonUnsent?: true },
  { note }: { readonly note: (text: string) => void },
): void {
  if (reasonUnsent === true)
    note(
      `the reason was not sent: issue ${label} stands with this content, and keeps the reason that it has; a notice can say more: colophon notice ${label} --kind correction --reason ...`,
    );
}
