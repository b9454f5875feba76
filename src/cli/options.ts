/** What every command takes. */
export interface CommonOptions {
  readonly archive?: string;
  readonly json: boolean;
}
