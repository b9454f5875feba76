/** What a domain's owner says in the DNS and on the domain's web server. Hostile, as all that comes from outside. */
export interface Domains {
  /** The TXT records of the domain itself; none where there are none, or no such domain. @throws DOMAIN_UNREACHABLE */
  txt(domain: string): Promise<readonly string[]>;
  /**
   * The text of `/.well-known/colophon.json`, up to 64 KiB; undefined when the server says that it has no such file.
   * @throws DOMAIN_UNREACHABLE
   */
  wellKnown(domain: string): Promise<string | undefined>;
}
