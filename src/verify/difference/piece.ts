/** A stretch of words: in both texts, only in the first (`gone`), or only in the second (`new`). */
export interface Piece {
  readonly kind: "same" | "gone" | "new";
  /** `\n` where a block ends. */
  readonly text: string;
}
