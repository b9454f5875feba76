import { chosenIn, droppedIn, type Dropped } from "./drop/dropped.ts";

/** Where things are dropped, and the fields that choose them. */
export interface DropZone {
  readonly zone: HTMLElement;
  readonly files: HTMLInputElement;
  /** Absent where browsers choose no folders, as on phones. */
  readonly folder: HTMLInputElement | undefined;
}

type Take = (dropped: Promise<readonly Dropped[]>) => void;

/** What is dropped anywhere on the page, chosen, or pasted, as it comes. */
export function onDropped({ zone, files, folder }: DropZone, take: Take): void {
  dragging(zone, take);
  for (const input of [files, folder])
    input?.addEventListener("change", () => {
      take(Promise.resolve(chosenIn([...(input.files ?? [])])));
      // So that choosing the same again asks again.
      input.value = "";
    });
  addEventListener("paste", (event) => {
    if (event.clipboardData !== null && event.clipboardData.files.length > 0)
      take(droppedIn(event.clipboardData));
  });
}

/** A file that is dropped beside the zone would otherwise make the browser leave the page. */
function dragging(zone: HTMLElement, take: Take): void {
  // Every element under the pointer is entered before the one before it is left.
  let within = 0;
  const show = (by: number) => {
    within = Math.max(0, within + by);
    zone.classList.toggle("drop-over", within > 0);
  };
  addEventListener("dragenter", (event) => {
    if (holdsFiles(event)) show(1);
  });
  addEventListener("dragleave", (event) => {
    if (holdsFiles(event)) show(-1);
  });
  addEventListener("dragover", (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!holdsFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    show(-Infinity);
    take(droppedIn(event.dataTransfer));
  });
}

/** Words that are dragged into a field of the page are none of ours. */
function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") === true;
}
