import { extension } from "mime-types";
import { reasonOf } from "../../../core/errors/error.ts";
import type { IssuePath } from "../../../core/path.ts";
import type { SourceFile } from "../../../core/ports.ts";
import { heldFile } from "../held-file.ts";
import type { Problem } from "../issue.ts";
import { LIMITS } from "../limits.ts";
import { asPath, extensionOf } from "../material.ts";
import { type Attachment, parsedMime } from "./mime.ts";

/** What a message consists of besides its own bytes. */
export interface MessageParts {
  readonly files: readonly SourceFile[];
  /** The HTML body, to be searched for what it loads. */
  readonly html: string | undefined;
  readonly problems: readonly Problem[];
}

export const MESSAGE_PATH = asPath("message.eml") as IssuePath;
export const HTML_PATH = asPath("body.html") as IssuePath;
const TEXT_PATH = asPath("body.txt") as IssuePath;

/**
 * The bodies and attachments of a message (RFC 2045 to 2049), decoded; a message within it stays whole, as an
 * attachment. One that cannot be taken apart, by its nesting or otherwise, gives no parts and a problem.
 */
export async function messageParts(message: Uint8Array): Promise<MessageParts> {
  try {
    const email = await parsedMime(message);
    const bodies = [bodyFile(TEXT_PATH, email.text), bodyFile(HTML_PATH, email.html)];
    const { files, problems } = attached(email.attachments);
    return { files: [...bodies.flat(), ...files], html: email.html, problems };
  } catch (error) {
    const detail = `the message cannot be taken apart, and stands for itself: ${reasonOf(error)}`;
    return { files: [], html: undefined, problems: [{ code: "field-unreadable", detail }] };
  }
}

function bodyFile(path: IssuePath, text: string | undefined): SourceFile[] {
  if (text === undefined || text.trim() === "") return [];
  return [heldFile(path, new TextEncoder().encode(text.toWellFormed()))];
}

function attached(attachments: readonly Attachment[]): Pick<MessageParts, "files" | "problems"> {
  const taken = new Set<string>();
  const problems: Problem[] = [];
  const files = attachments.slice(0, LIMITS.attachments).map((attachment, i) => {
    const said = attachment.filename?.normalize("NFC") ?? "";
    const name = free(safeName(said, `part-${i + 1}.${extension(attachment.mimeType) || "bin"}`), taken);
    taken.add(folded(name));
    if (said !== "" && name !== said)
      problems.push({
        code: "attachment-renamed",
        detail: `${said.slice(0, 200).toWellFormed()} as ${name}`,
      });
    return heldFile(
      asPath(`attachments/${name}`) ?? (`attachments/part-${i + 1}.bin` as IssuePath),
      bytesOf(attachment),
    );
  });
  if (attachments.length > LIMITS.attachments)
    problems.push({
      code: "file-missing",
      detail: `only the first ${LIMITS.attachments} attachments are extracted`,
    });
  return { files, problems };
}

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

/** The last part of what the message calls it, without what a path may not hold. */
function safeName(said: string, instead: string): string {
  const last = said.split(/[/\\]/).at(-1) ?? "";
  const clean = last
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029:*?"<>|]/gu, "")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  if (clean === "" || asPath(clean) === undefined) return instead;
  const ending = extensionOf(clean);
  const stem = ending === "" ? clean : clean.slice(0, -ending.length - 1);
  return [...stem].length <= 100
    ? clean
    : `${[...stem].slice(0, 100).join("")}${ending === "" ? "" : `.${ending.slice(0, 20)}`}`;
}

function free(name: string, taken: ReadonlySet<string>): string {
  const ending = extensionOf(name);
  const stem = ending === "" ? name : name.slice(0, -ending.length - 1);
  for (let number = 1; ; number++) {
    const tried =
      number === 1 ? name : `${stem}-${number}${ending === "" ? "" : `.${name.slice(-ending.length)}`}`;
    if (!taken.has(folded(tried))) return tried;
  }
}

function folded(name: string): string {
  return name.toUpperCase().toLowerCase().normalize("NFC");
}
