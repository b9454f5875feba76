import type { Operation } from "./operation.ts";
import * as endorsements from "./operations/endorsements.ts";
import * as files from "./operations/files.ts";
import * as issues from "./operations/issues.ts";
import * as publications from "./operations/publications.ts";
import * as searching from "./operations/searching.ts";
import * as server from "./operations/server.ts";
import * as verifying from "./operations/verifying.ts";

/** All that the API can be asked, in the order of its description. */
export const OPERATIONS: readonly Operation[] = [
  publications,
  endorsements,
  issues,
  files,
  verifying,
  searching,
  server,
].flatMap((group) => Object.values(group) as readonly unknown[] as readonly Operation[]);
