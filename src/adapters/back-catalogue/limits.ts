const KIB = 1024;
const MIB = 1024 * KIB;

/** What a reader takes before it refuses; beyond them nothing is allocated (docs/import.md lists them). */
export const LIMITS = {
  /** A feed that is fetched. */
  feed: 64 * MIB,
  /** A feed's file, a Ghost export, `posts.csv`: read as they come. */
  exportFile: 8 * 1024 * MIB,
  /** One item of a feed, one row of `posts.csv`. */
  feedItem: 64 * MIB,
  /** A page that is searched for references. */
  page: 16 * MIB,
  /** Where a page's front matter or head is looked for. */
  head: 256 * KIB,
  /** One message; the largest that mail servers commonly take is 50 MiB. */
  message: 64 * MIB,
  mimeDepth: 32,
  mimeHeaders: 1 * MIB,
  attachments: 500,
  /** Files that one page may draw in. */
  filesOfAnIssue: 4000,
  /** References of one page that are listed as not covered. */
  references: 20_000,
  zipEntries: 200_000,
  zipEntry: 512 * MIB,
  zipTotal: 8 * 1024 * MIB,
  title: 1000,
  description: 10_000,
  creators: 100,
} as const;
