import { parseIssuePath } from "../../../core/path.ts";
import type { SourceFile } from "../../../core/ports.ts";
import type { Material } from "../material.ts";

const MESSAGE = /^(?:cur|new)\/([^/:]+)(?::[^/]*)?$/;

/**
 * The messages of a Maildir as `.eml` files, by their unique names: a message that is read moves from `new` to `cur` and
 * gets flags, and stays the same message. What is in `tmp` is being delivered, and all else is the mail program's.
 */
export function maildirMessages(material: Material): Material {
  const messages = [...material.files.values()].flatMap((file) => {
    const unique = uniqueName(file.path);
    return unique === undefined ? [] : [named(file, unique)];
  });
  return { ...material, files: new Map(messages.map((file) => [file.path, file])) };
}

/** `new/1574771400.M1P2.host` and `cur/1574771400.M1P2.host:2,S` are `1574771400.M1P2.host.eml`. */
export function uniqueName(path: string): string | undefined {
  const unique = MESSAGE.exec(path)?.[1];
  return unique === undefined ? undefined : `${unique}.eml`;
}

function named(file: SourceFile, name: string): SourceFile {
  return { ...file, path: parseIssuePath(name), read: () => file.read() };
}
