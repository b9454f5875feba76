const { lstatSync, mkdirSync } = process.getBuiltinModule("fs");
const { homedir } = process.getBuiltinModule("os");
const { join } = process.getBuiltinModule("path");

/**
 * Keeps what was compiled for the next run, in a folder that nobody else can write to: what lies there is believed as it is,
 * and Node's own choice is a folder below the common one for temporary files. Who names a folder (NODE_COMPILE_CACHE) keeps
 * it. Without a folder that is safe there is no cache.
 */
export function keepCompiled() {
  const { enableCompileCache } = process.getBuiltinModule("module");
  if (process.env["NODE_COMPILE_CACHE"] !== undefined) return void enableCompileCache();
  const folder = ownFolder();
  if (folder !== undefined) enableCompileCache(folder);
}

function ownFolder() {
  try {
    const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
    const folder = join(XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), ".cache"), "colophon", "compiled");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const isOwn = process.getuid === undefined || found.uid === process.getuid();
    // On Windows the folders of a user are the user's.
    const isShut = process.platform === "win32" || (found.mode & 0o022) === 0;
    return found.isDirectory() && isOwn && isShut ? folder : undefined;
  } catch {
    return undefined;
  }
}
