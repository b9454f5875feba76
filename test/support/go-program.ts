import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a program is: the variable given, else that name on the PATH, else where tools/install-*.sh puts it. */
export function goProgram(name: string, variable: string): string | undefined {
  const named = process.env[variable];
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name));
  const kept = join(import.meta.dirname, "../../node_modules/.cache/colophon", name);
  return [...(named === undefined ? [] : [named]), ...onPath, kept].find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `/ip4/127.0.0.1/tcp/5001` is `http://127.0.0.1:5001`. */
export function addressIn(multiaddress: string): string {
  const [, , host = "", , port = ""] = multiaddress.trim().split("/");
  return `http://${host}:${port}`;
}
