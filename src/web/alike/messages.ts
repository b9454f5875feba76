import { plural } from "../../core/messages/wording.ts";
import { LANGUAGE } from "../says.ts";

const count = (number: number, one: string, other: string) =>
  plural(number, { one: `# ${one}`, other: `# ${other}` }, "en");

const english = {
  wordless: "It has no words that this page can read, so that there is nothing to compare.",
  consent: (hashes: number, host: string) =>
    `This sends ${count(hashes, "number", "numbers")} to ${host}, each a hash of five words in a row, and no text. From them ${host} can tell which passages of documents that it has are in yours; of anything else it learns nothing. Whatever it then names is fetched and compared here.`,
  send: "Send these",
  asking: (host: string) => `Asking ${host}, and comparing here`,
  nearest: (path: string, label: string, percent: number) => ({
    before: `Nearest to it is ${path} of issue ${label}, `,
    after: `, with ${percent} % of the words in common.`,
  }),
  noVerdict: "That is no verdict: your file is none that was anchored.",
  named: (path: string, label: string) => ({
    before: `By the server's word, ${path} of issue ${label}, `,
    after: ", has passages in common with it; the two could not be compared here.",
  }),
  none: (host: string) => `${host} names no archived document that is much like it.`,
  unsearched: (issues: number) =>
    `${count(issues, "issue", "issues")} could not be searched: what it is like may stand there.`,
  leftOut: (documents: number) =>
    `${count(documents, "document is", "documents are")} not searched whole, as too large or without text: what it is like may stand there.`,
};

const chinese: typeof english = {
  wordless: "其中没有本页面能读取的文字，无从比较。",
  consent: (hashes, host) =>
    `这将向 ${host} 发送 ${hashes} 个数字，每个都是连续五个词的哈希，不发送任何文字。${host} 由此能得知您的文件含有它所藏文档中的哪些段落，此外一无所知。它所指出的文件会被取回，并在此页面中比较。`,
  send: "发送",
  asking: (host) => `正在询问 ${host}，并在此比较`,
  nearest: (path, label, percent) => ({
    before: `与之最接近的是期号 ${label} 中的 ${path}，`,
    after: `，有 ${percent} % 的文字相同。`,
  }),
  noVerdict: "这不是核验结论：您的文件并非已上链的任何文件。",
  named: (path, label) => ({
    before: `据服务器所言，期号 ${label} 中的 ${path}（`,
    after: "）与之有相同的段落，但两者未能在此比较。",
  }),
  none: (host) => `${host} 未指出任何与之相似的已存档文档。`,
  unsearched: (issues) => `有 ${issues} 期未能检索：与之相似的内容可能在其中。`,
  leftOut: (documents) =>
    `有 ${documents} 个文件太大或无法取得文字，没有全部检索：与之相似的内容可能在其中。`,
};

/** What is said when words are compared with the archive: fetched with the part of the page that does it. */
export const ALIKE_SAYS = LANGUAGE === "zh-Hans" ? chinese : english;
