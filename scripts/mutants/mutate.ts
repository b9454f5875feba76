import { createRequire } from "node:module";

/** One change to one contract, small enough that a good test notices it. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** What kind of change it is: the name under which survivors are argued. */
  readonly operator: string;
  readonly before: string;
  readonly after: string;
  /** The whole file, changed. */
  readonly text: string;
}

interface Node {
  readonly nodeType: string;
  readonly src: string;
  readonly [field: string]: unknown;
}

interface Change {
  readonly operator: string;
  readonly node: Node;
  readonly after: string;
}

interface Compiler {
  compile(input: string): string;
}

/** Every single mutation of a Solidity file that the operators below know, in the order of the file. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const bytes = Buffer.from(text);
  const changes: Change[] = [];
  const source = (node: Node): string => sliceOf(bytes, node);
  visit(parse(file, text), (node) => changes.push(...changesOf(node, source)));
  return changes.map(({ operator, node, after }) => {
    const [start = 0, length = 0] = node.src.split(":").map(Number);
    const changed = Buffer.concat([
      bytes.subarray(0, start),
      Buffer.from(after),
      bytes.subarray(start + length),
    ]);
    return {
      file,
      line: bytes.subarray(0, start).toString().split("\n").length,
      operator,
      before: source(node),
      after,
      text: changed.toString(),
    };
  });
}

/** The syntax tree as the compiler sees it. */
function parse(file: string, text: string): Node {
  const compiler = createRequire(import.meta.url)("solc") as Compiler;
  const input = {
    language: "Solidity",
    sources: { [file]: { content: text } },
    settings: { stopAfter: "parsing", outputSelection: { "*": { "": ["ast"] } } },
  };
  const output = JSON.parse(compiler.compile(JSON.stringify(input))) as {
    sources: Record<string, { ast: Node } | undefined>;
  };
  const tree = output.sources[file]?.ast;
  if (tree === undefined) throw new Error(`${file} cannot be parsed`);
  return tree;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, see);
  else if (typeof value === "object" && value !== null) {
    if ("nodeType" in value && "src" in value) see(value as Node);
    for (const child of Object.values(value)) visit(child, see);
  }
}

function sliceOf(bytes: Buffer, node: Node): string {
  const [start = 0, length = 0] = node.src.split(":").map(Number);
  return bytes.subarray(start, start + length).toString();
}

const OTHER_OPERATOR: Readonly<Record<string, readonly string[]>> = {
  "==": ["!="],
  "!=": ["=="],
  "<": ["<=", ">"],
  "<=": ["<", ">"],
  ">": [">=", "<"],
  ">=": [">", "<"],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "|": ["&"],
  "&": ["|"],
  "^": ["|"],
  "<<": [">>"],
  ">>": ["<<"],
};

function changesOf(node: Node, source: (node: Node) => string): readonly Change[] {
  switch (node.nodeType) {
    case "IfStatement": {
      const condition = node["condition"] as Node;
      return ["true", "false"].map((after) => ({ operator: `if-${after}`, node: condition, after }));
    }
    case "BinaryOperation":
      return binary(node, source);
    case "UnaryOperation":
      return node["operator"] === "!" ? [{ operator: "drop-not", node, after: source(node).slice(1) }] : [];
    case "Literal":
      return literal(node);
    case "FunctionCall":
      return swaps(node, source);
    case "ExpressionStatement":
      return dropped(node);
    case "EmitStatement":
      return [{ operator: "drop-emit", node, after: ";" }];
    case "YulLiteral":
      return literal(node);
    case "YulFunctionCall":
      return instruction(node, source);
    case "Conditional": {
      const [yes, no] = [node["trueExpression"] as Node, node["falseExpression"] as Node].map(source);
      return [
        { operator: "swap-branches", node, after: `${source(node["condition"] as Node)} ? ${no} : ${yes}` },
      ];
    }
    default:
      return [];
  }
}

function binary(node: Node, source: (node: Node) => string): readonly Change[] {
  const [left, right] = [node["leftExpression"] as Node, node["rightExpression"] as Node].map(source);
  const others = OTHER_OPERATOR[String(node["operator"])] ?? [];
  return others.map((other) => ({
    operator: `${String(node["operator"])} to ${other}`,
    node,
    after: `(${left} ${other} ${right})`,
  }));
}

function literal(node: Node): readonly Change[] {
  const value = String(node["value"]);
  if (node["kind"] === "bool")
    return [{ operator: "literal", node, after: value === "true" ? "false" : "true" }];
  if (node["kind"] !== "number" || !/^(?:0x)?[0-9a-f]{1,10}$/i.test(value)) return [];
  return [{ operator: "literal", node, after: String(BigInt(value) + 1n) }];
}

const OTHER_INSTRUCTION: Readonly<Record<string, string>> = {
  add: "sub",
  sub: "add",
  and: "or",
  or: "and",
  shl: "shr",
  shr: "shl",
  eq: "lt",
  lt: "eq",
  gt: "lt",
};

function instruction(node: Node, source: (node: Node) => string): readonly Change[] {
  const name = source(node["functionName"] as Node);
  const other = OTHER_INSTRUCTION[name];
  if (other === undefined) return [];
  return [{ operator: `${name} to ${other}`, node, after: `${other}${source(node).slice(name.length)}` }];
}

/** Two plain names as neighbouring arguments change places; a call that then does not compile is no mutant. */
function swaps(node: Node, source: (node: Node) => string): readonly Change[] {
  const given = node["arguments"] as readonly Node[];
  if (((node["names"] as readonly unknown[] | undefined)?.length ?? 0) > 0) return [];
  const callee = source(node["expression"] as Node);
  const words = given.map(source);
  return given.slice(1).flatMap((_, at) => {
    const [one = "", two = ""] = [words[at], words[at + 1]];
    if (one === two || !/^[\w.]+$/.test(one) || !/^[\w.]+$/.test(two)) return [];
    const swapped = words.with(at, two).with(at + 1, one);
    return [{ operator: "swap-arguments", node, after: `${callee}(${swapped.join(", ")})` }];
  });
}

/** An assignment or a call for its effect is left out. */
function dropped(node: Node): readonly Change[] {
  const { nodeType } = node["expression"] as Node;
  return nodeType === "Assignment" || nodeType === "FunctionCall" || nodeType === "UnaryOperation"
    ? [{ operator: "drop-statement", node, after: ";" }]
    : [];
}
