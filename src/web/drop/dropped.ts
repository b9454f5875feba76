/** One thing that a reader gives to be checked. */
export type Dropped =
  | { readonly kind: "file"; readonly file: File }
  | { readonly kind: "folder"; readonly name: string; readonly files: readonly FolderFile[] };

export type DroppedFolder = Extract<Dropped, { readonly kind: "folder" }>;

export interface FolderFile {
  /** Below the folder, `/`-separated, in Unicode's composed form as manifests have it: `images/map.svg`. */
  readonly path: string;
  readonly file: File;
}

/**
 * What a drop or a paste holds, folders with all that is in them. Its entries must be taken before anything is waited
 * for: the browser empties the list when the event is over.
 *
 * @throws what the browser throws when a folder cannot be read
 */
export async function droppedIn(transfer: DataTransfer): Promise<readonly Dropped[]> {
  const taken = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const dropped: Dropped[] = [];
  for (const { entry, file } of taken) {
    if (entry !== null && isFolder(entry))
      dropped.push({ kind: "folder", name: entry.name, files: await filesBelow(entry, "") });
    else if (file !== null) dropped.push({ kind: "file", file });
  }
  return dropped;
}

/** What a field for files holds; in one for folders each file names its folder itself. */
export function chosenIn(files: readonly File[]): readonly Dropped[] {
  const dropped: Dropped[] = [];
  const folders = new Map<string, FolderFile[]>();
  for (const file of files) {
    const [name = "", ...below] = file.webkitRelativePath.split("/");
    if (below.length === 0) {
      dropped.push({ kind: "file", file });
      continue;
    }
    const held = folders.get(name) ?? [];
    held.push({ path: below.join("/").normalize("NFC"), file });
    folders.set(name, held);
  }
  return [
    ...dropped,
    ...[...folders].map(([name, held]) => ({ kind: "folder", name, files: held }) as const),
  ];
}

async function filesBelow(folder: FileSystemDirectoryEntry, above: string): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  for (const entry of await entriesOf(folder)) {
    const path = `${above}${entry.name.normalize("NFC")}`;
    if (isFolder(entry)) found.push(...(await filesBelow(entry, `${path}/`)));
    else if (isFile(entry)) found.push({ path, file: await fileOf(entry) });
  }
  return found;
}

// Browsers disagree on whether these classes can be named.
function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** A browser gives them some at a time, and nothing at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}
