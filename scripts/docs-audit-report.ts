/** The form of an audit's report as JSON -> docs/spec/audit-report.schema.json: `node scripts/docs-audit-report.ts`. */
import { writeFileSync } from "node:fs";
import { reportSchemaText } from "../src/cli/report/schema.ts";

writeFileSync(new URL("../docs/spec/audit-report.schema.json", import.meta.url), reportSchemaText());
