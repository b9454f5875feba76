import type { Holds } from "../core/endorsement/endorsement.ts";

/** After "I have seen ..., and". */
export function holdsText(holds: Holds): string {
  switch (holds) {
    case "none":
      return "say nothing of copies";
    case "manifests":
      return "hold every manifest and document";
    case "full":
      return "hold a full copy";
    default:
      return holds satisfies never;
  }
}
