import { plural } from "../../core/messages/wording.ts";

const count = (number: number, one: string, other: string) =>
  plural(number, { one: `# ${one}`, other: `# ${other}` }, "en");

/** Two texts held against each other, proofs, e-mails, and whom the page asks: in English. */
export const englishWords = {
  sides: {
    altered: { ask: "Show what changed", first: "the archived file", second: "your file" },
    superseded: {
      ask: "Show what the later revision changed",
      first: "your file",
      second: "the revision that stands",
    },
  },

  changes: {
    why: "It may be a changed copy, and its words would tell. First you are told how many hashes of passages that sends; the file itself is not sent.",
    ask: "Compare by words",
    comparing: "Reading both and comparing their words",
    failed: "What changed cannot be shown:",
    wordless: {
      yours: "Your file has no words that could be read as the archived file's kind of document.",
      archived: "The archived file has no words that could be read.",
      either: "The two are too long to be compared word by word.",
    },
    ways: { inline: "In one text", beside: "Side by side" },
    region: "What changed",
    same: "Word for word the two say the same: what differs is what a reader does not see, such as markup, links or spacing.",
    summary: (gone: number, first: string, fresh: number, second: string) =>
      `${count(gone, "word", "words")} only in ${first}, ${count(fresh, "word", "words")} only in ${second}.`,
    choice: "Show the words",
    struck: "Struck through",
    underlined: "Underlined",
    onlyIn: (side: string) => `: only in ${side}.`,
    only: (side: string) => `only in ${side}: `,
    side: (side: string) => `${side.charAt(0).toUpperCase()}${side.slice(1)}`,
    alike: (blocks: number, begins: string, ends: string | undefined) =>
      `${count(blocks, "paragraph", "paragraphs")} alike: "${begins}"${ends === undefined ? "" : ` to "${ends}"`}`,
    more: (places: number) => `And ${count(places, "more changed place", "more changed places")}, not shown.`,
  },

  proof: {
    headline: "Proved down to one block",
    issue: (label: string) => `issue ${label}`,
    file: (path: string, label: string) => `${path} of issue ${label}`,
    proves: (what: string) => `The file proves that ${what} ("`,
    provesIf: (block: number, chain: string) =>
      `") is recorded in the registry, if block ${block} of ${chain} has the hash below. That one thing is left to confirm.`,
    hash: (block: number, time: string) => `Hash of block ${block}, ${time}, as the proof has it:`,
    lookUp: (block: number, chain: string) =>
      `Look block ${block} up in an explorer of ${chain} that you trust, or ask a node for it (`,
    lookedUp: "), and paste the hash that it shows:",
    label: "The block's hash, from somewhere else than the proof",
    compare: "Compare",
    other: "That is another hash: this proof is not of that chain as you know it. Do not rely on it.",
    noHash: "A block's hash is 0x and 64 hexadecimal digits.",
    quotes: (path: string | undefined) =>
      `The passage that it quotes stands word for word in ${path ?? "that file"}:`,
    endorsed: {
      title: "Endorsements",
      lead: "The proof carries who else has seen the history that leads to this issue. The signatures were checked here; whom of them to believe is for you to say, so that they change no verdict.",
      signed: (entry: number, time: string) =>
        ` has signed the history up to entry ${entry}, ${time} by their own clock`,
      holds: {
        none: "",
        manifests: ", and says that they hold every manifest",
        full: ", and says that they hold a full copy",
      },
      covers: ". That covers all that is about this issue.",
      before: (last: number) => `. That does not reach entry ${last}, the last about this issue.`,
      inTheName: "In the name of ",
      unknown: (entry: number) =>
        `, up to entry ${entry}: their key has not signed it. Whether a contract of theirs has, only a node could say: it counts for nothing here.`,
    },
    elsewhere: {
      headline: "A sound proof, of another registry",
      sound: (what: string) => `The proof holds together: it proves that ${what} ("`,
      soundIf: (block: number, chain: string) =>
        `") is recorded in the registry that it names, if block ${block} of ${chain} has the hash below.`,
      notAsked:
        "This page goes by another registry and asks nobody about that one: nothing is said here for or against the copy, and a proof cannot vouch for its own registry.",
      registry: "The registry that it names:",
      hash: (block: number, time: string) => `Hash of block ${block}, ${time}, as the proof has it:`,
      goOn: "If you know from elsewhere that it is the publisher's, save the verifier in one file, which the first page offers, and open it with this behind its name:",
    },
    you: "you",
    asOf: (block: number, time: string, who: string) =>
      `As of block ${block}, ${time}, which is one of the chain's as ${who} said. Of what came after, a proof knows nothing.`,
  },

  mail: {
    carries: "What the e-mail carries",
    known: (parts: number) =>
      `The e-mail itself is not archived as it is, but ${count(parts, "part", "parts")} of it ${parts === 1 ? "is" : "are"} known to the archive: see below.`,
    unchecked: (parts: number) =>
      `${count(parts, "part", "parts")} of the e-mail could not be checked: try again later.`,
    elsewhere: (parts: number) =>
      `${count(parts, "part", "parts")} of it ${parts === 1 ? "is" : "are"} in no issue as ${parts === 1 ? "it is" : "they are"}: what was changed may be there.`,
    intact: (headline: string, parts: number, of: number) =>
      `${headline}, but ${parts} of its ${count(of, "part", "parts")} authentic`,
  },

  asked: {
    nodes: "Nodes of the chain, one address to a line",
    gateways: "IPFS gateways, where this page does not get a block otherwise",
    explained:
      "More than half of the nodes have to agree on a block; what the registry holds there, any one of them proves. Only addresses and digests are asked for, and the nodes learn from where you ask. ",
    staysHere: "The lists stay in this browser.",
    forgotten:
      "The lists are forgotten when this page is closed: what a page opened from the disk keeps, every other one can read.",
    keyed: (name: string) =>
      `The address of ${name} seems to hold a key: whoever can use this browser, or this page, can read it. Better take one without.`,
    use: "Use these",
    test: "Test the nodes",
    offered: "Fill in public ones",
    nobody: "Ask nobody",
    reset: "Back to what was suggested",
    asking: (nodes: number) => `Asking ${count(nodes, "node", "nodes")}`,
    who: (names: readonly string[]) => `Who is asked: ${names.join(", ")}`,
    whoAlone: (name: string) => `Who is asked: ${name} alone`,
    whoNobody: "Who is asked: nobody yet",
    unchanged: "Nothing was changed: mend that line or take it out, and use them again.",
    kept: "These are asked from now on.",
    unkept: "These are asked until the page is closed: this browser keeps nothing for it.",
    tooLong: "These are asked until the page is closed: lists of more than 8,192 characters are not kept.",
  },
};
