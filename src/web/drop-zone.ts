/** Files that are dropped, chosen or pasted, as they come. */
export function onFiles(
  zone: HTMLElement,
  input: HTMLInputElement,
  take: (files: readonly File[]) => void,
): void {
  const over = (event: DragEvent) => {
    event.preventDefault();
    zone.classList.add("drop-over");
  };
  zone.addEventListener("dragenter", over);
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", () => {
    zone.classList.remove("drop-over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("drop-over");
    take([...(event.dataTransfer?.files ?? [])]);
  });
  input.addEventListener("change", () => {
    take([...(input.files ?? [])]);
    // So that choosing the same file again asks again.
    input.value = "";
  });
  addEventListener("paste", (event) => {
    take([...(event.clipboardData?.files ?? [])]);
  });
  // A file dropped beside the zone would make the browser leave the page.
  for (const kind of ["dragover", "drop"] as const) addEventListener(kind, (event) => event.preventDefault());
}
