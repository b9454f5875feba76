import { fail } from "../../core/errors/error.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The path of a name found in a folder (`""` for the top), in NFC. macOS hands names out decomposed (NFD): those are
 * composed; any other spelling could not be told apart from a deliberate one and is refused.
 *
 * @throws PATH_INVALID
 */
export function nameOnDisk(name: Uint8Array, folder: string): string {
  const spelling = decoded(name, folder);
  const composed = spelling.normalize("NFC");
  if (spelling !== composed && spelling !== spelling.normalize("NFD"))
    fail("PATH_INVALID", {
      got: joined(folder, spelling),
      problem: "its name is in neither Unicode normalisation form C nor D",
    });
  return joined(folder, composed);
}

function decoded(name: Uint8Array, folder: string): string {
  try {
    return strict.decode(name);
  } catch (cause) {
    const got = joined(folder, Buffer.from(name).toString());
    return fail("PATH_INVALID", { got, problem: "its name is not valid UTF-8" }, cause);
  }
}

function joined(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
