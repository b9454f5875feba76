/** There is no server behind this page whose pages could be gone to: of its links the words are left. */
export function withoutServer(within: HTMLElement): void {
  const strip = () => {
    for (const link of within.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')) {
      const words = document.createElement("span");
      words.append(...link.childNodes);
      link.replaceWith(words);
    }
  };
  new MutationObserver(strip).observe(within, { childList: true, subtree: true });
}
