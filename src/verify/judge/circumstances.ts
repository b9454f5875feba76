import type { Check } from "../../core/verdict.ts";
import { type Anchoring, unasked } from "./anchoring.ts";

/** From which stores can the original be read back? Only bytes that were read and hashed count. */
export function checkAvailable({ issue }: Anchoring): Check<"available"> {
  if (issue === undefined) return unasked("available");
  const { copies } = issue;
  if (copies.length === 0) return unasked("available");
  const named = (status: string) => copies.filter((copy) => copy.status === status).map((copy) => copy.store);
  const served = named("served");
  const evidence = {
    served,
    missing: named("missing"),
    corrupt: named("corrupt"),
    unreachable: named("unreachable"),
    ...copies.find(({ status }) => status === "served")?.files,
  };
  const base = { check: "available", evidence, trusted: [] } as const;
  if (served.length > 0) return { ...base, status: "pass", reason: "served" };
  return evidence.unreachable.length > 0
    ? { ...base, status: "unknown", reason: "unreachable" }
    : { ...base, status: "fail", reason: "not-served" };
}
