/**
 * Loaded before a measured program: at its end it writes its peak memory, in bytes, to the file that PEAK_FILE names. Has
 * no types, since to strip them takes longer than a program's own start.
 */
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const file = process.env["PEAK_FILE"];
  // maxRSS is in kilobytes on every system that Node runs on.
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024));
});
