/** A store whose blocks another one may fetch by itself: what a pinning service is told about it. */
export interface Feed {
  /** Where its node is reached, each ending in `/p2p/<peer>`. @throws STORE_UNREACHABLE */
  addresses(): Promise<readonly string[]>;
  /** Has the node open connections to others; those that cannot be reached are left out. @throws STORE_UNREACHABLE */
  connect?(addresses: readonly string[]): Promise<void>;
}
