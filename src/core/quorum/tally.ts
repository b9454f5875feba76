import type { ColophonError } from "../errors/error.ts";
import type { Agreement, Dissent, Silence } from "./agreement.ts";

/** Of one node, more than anybody reads: a round may last as long as a server does. */
const MOST_DISSENT = 100;

/** Keeps what the nodes said in one round of questions. */
export class Tally {
  private readonly nodes: readonly string[];
  private readonly needed: number;
  private readonly agreed = new Set<string>();
  /** By node and by matter: one that says much else leaves room for what the others say. */
  private readonly dissent = new Map<string, Map<string, Dissent>>();
  private readonly silent = new Map<string, Silence>();
  private proved = false;

  constructor(nodes: Agreement["nodes"], needed: number) {
    this.nodes = nodes;
    this.needed = needed;
  }

  agrees(node: string): void {
    this.agreed.add(node);
  }

  /** The first that it said on a matter is kept: later ones follow from it. */
  dissents(dissent: Dissent): void {
    const said = this.dissent.get(dissent.node) ?? new Map<string, Dissent>();
    this.dissent.set(dissent.node, said);
    if (!said.has(dissent.about) && said.size < MOST_DISSENT) said.set(dissent.about, dissent);
  }

  silence(node: string, failure: ColophonError | undefined): void {
    const problem = failure === undefined ? "it was not waited for any longer" : problemOf(failure);
    if (!this.silent.has(node)) this.silent.set(node, { node, problem });
  }

  settledByProof(): void {
    this.proved = true;
  }

  agreement(): Agreement {
    const contrary = new Set(this.dissent.keys());
    return {
      needed: this.needed,
      nodes: this.nodes,
      agreed: this.nodes.filter((node) => this.agreed.has(node) && !contrary.has(node)),
      proved: this.proved,
      dissent: [...this.dissent.values()].flatMap((said) => [...said.values()]),
      // Who answered otherwise has not been silent: the state that it was asked for may only be gone.
      silent: [...this.silent.values()].filter(({ node }) => !this.agreed.has(node) && !contrary.has(node)),
    };
  }
}

/** Without the sentence around it, which names the node once more. */
export function problemOf({ parameters, message }: ColophonError): string {
  return String(parameters["problem"] ?? message).replace(/\.$/, "");
}
