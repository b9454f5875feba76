// Not imported: an import of one of Node's own modules reads each of its exports, and some of these load others.
const { readFileSync, statSync } = process.getBuiltinModule("fs");

const LIST = "dist/cli/built.json";

/**
 * The built command line of a checkout, as a path, for these arguments; undefined when there is none, or none that is
 * whole, or when anything that it was made of is not as it was. Size and times are compared: of every source, of what npm
 * installed, of every built file. The time of the file itself (ctime) is among them, since the other one can be set. Without the name of a command only what all commands share is loaded, and compared.
 */
export function builtProgram(root, args) {
  try {
    const { program, shared, others } = JSON.parse(readFileSync(`${root}/${LIST}`, "utf8"));
    const files = args.every((word) => word.startsWith("-")) ? shared : [...shared, ...others];
    return files.every((file) => isStill(root, file)) ? `${root}/${program}` : undefined;
  } catch {
    return undefined;
  }
}

function isStill(root, [path, size, time, changed]) {
  const found = statSync(`${root}/${path}`);
  return found.size === size && found.mtimeMs === time && found.ctimeMs === changed;
}
