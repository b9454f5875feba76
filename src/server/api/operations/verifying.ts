import { z } from "zod";
import { operation } from "../operation.ts";
import { labelGiven } from "../values.ts";
import { verdict } from "../verdict.ts";

export const verifyFile = operation({
  ...{ method: "post", path: "/api/verify", id: "verify", tag: "Verifying" },
  summary: "Judge a file",
  description:
    "The body is the file as it is, whatever its type. One that nothing is like byte for byte is sought by its words, where this server has an index of them. A verdict is always 200, could not check too. The page of this server never calls this: it hashes in the browser, and the file stays there.",
  pathFields: {},
  queryFields: {
    name: z.string().optional().meta({ description: "The file's name; or the header X-File-Name." }),
    label: labelGiven.optional().meta({ description: "Which issue it is held to be from." }),
    lang: z
      .string()
      .optional()
      .meta({ description: "In which language it is told, `en` or `zh`; or the header Accept-Language." }),
  },
  headers: { "X-File-Name": z.string().optional().meta({ description: "In percent-encoded UTF-8." }) },
  takes: { "application/octet-stream": "bytes" },
  answers: { "application/json": verdict },
  problems: ["LABEL_INVALID", "REQUEST_INVALID", "UPLOAD_TOO_LARGE", "REQUESTS_TOO_MANY", "SERVER_BUSY"],
});
