import { claimedWords, timeWords } from "../../core/messages/wording.ts";
import { names, type Said, size, text, type Wording } from "./wording.ts";

const checks: Wording["checks"] = {
  integrity: {
    "file-listed": (e) => `与存档文件 ${text(e["path"])} 逐字节相同。`,
    "folder-complete": (e) => `全部 ${text(e["same"])} 个文件均与该期逐字节相同，一个不缺。`,
    "manifest-intact": (e) => `清单完好，列有 ${Number(e["files"])} 个文件。`,
    "file-differs": (e) =>
      `与存档文件 ${text(e["path"])} 不同${first(e["firstDifference"])}：应有的 SHA-256 是 ${text(e["expected"])}，实得 ${text(e["got"])}。`,
    "folder-differs": (e) =>
      `与该期不同：${size(e["different"])} 个文件有改动${list(e["different"])}，缺少 ${size(e["missing"])} 个${list(e["missing"])}，多出 ${size(e["extra"])} 个${list(e["extra"])}。`,
    "manifest-unavailable": (e) => `未能读取该期的文件清单：${text(e["problem"])}`,
    "manifest-unusable": (e) => `清单无法使用：${text(e["problem"])}`,
    "manifest-forged": (e) => `取回的并不是已上链的清单：${text(e["problem"])}`,
    "another-issue": (e) => `它属于期号 ${text(e["label"])}，而不是期号 ${text(e["asked"])}。`,
    "nothing-alike": (e) => `本档案库中没有任何一期含有它，或与它相近的内容${namesake(e)}。`,
    "none-of-proof": (e) =>
      e["path"] === undefined
        ? "证明所列的文件中，没有一个的 SHA-256 或名称与它相同。"
        : `该证明所指的是 ${text(e["path"])}；这份文件的 SHA-256 和名称都与之不同。`,
    "search-failed": (e) => `未能检索档案库：${text(e["problem"])}`,
  },
  anchored: {
    recorded: (e) =>
      `登记合约中有这个内容哈希：期刊 ${text(e["publication"])}，第 ${text(e["entry"])} 个条目，第 ${text(e["revision"])} 版。`,
    "not-recorded": (e) =>
      `登记合约中，期刊 ${text(e["publication"])} 没有 ${text(e["digest"])}（查询于区块 ${text(e["atBlock"])}）。`,
    "label-taken": (e) =>
      `登记合约的第 ${text(e["entry"])} 个条目有这个内容哈希，但第 ${text(e["earlier"])} 个条目已先以同一期号将另一期上链：以 ${text(e["stands"])} 为准，这一份不算该期刊的一期。`,
    elsewhere: (e) =>
      `它写明的是另一个登记合约，而不是此处所认的那一个；没有向任何人查询过那一个：应为 ${text(e["expected"])}，实为 ${text(e["got"])}。`,
    unreachable: (e) => `未能查询区块链：${text(e["problem"])}`,
    "nothing-to-ask": () => "未查询：没有可查询的一期。",
  },
  final: {
    final: (e) => `已最终确定：任何链重组都不能撤销它（区块 ${text(e["atBlock"])}）。`,
    "not-yet": (e) =>
      `已上链，但所在区块仍可能被撤销：链目前最终确定到区块 ${text(e["finalBlock"])}。请稍后再查。`,
    unreachable: (e) => `未能查询区块链：${text(e["problem"])}`,
    "nothing-to-ask": () => "未查询：此处没有可查询的登记。",
  },
  time: {
    known: (e) => `${moment(e["anchoredAt"])} 上链；那时它已经存在。${claim(e["claimed"])}`,
    "claimed-later": (e) => `${moment(e["anchoredAt"])} 上链，早于它所署的日期（${day(e["claimed"])}）。`,
    unreachable: (e) => `未能查询区块链：${text(e["problem"])}`,
    "nothing-to-ask": () => "未查询：此处没有可查询的登记。",
  },
  identity: {
    "no-domain": () => "该期刊没有声明域名，因此没有域名可以为它作证。",
    vouched: (e) => `域名 ${domainOf(e)} ${ways(e["by"])}承认该期刊属于自己。${then(e)}${disguise(e)}`,
    "not-named": (e) =>
      `该期刊自称属于 ${domainOf(e)}，但该域名并未承认它：任何人都可以自称拥有某个域名，而域名的所有者也可能已放弃了它。${then(e)}${disguise(e)}`,
    "names-others": (e) =>
      `该期刊自称属于 ${domainOf(e)}，但该域名承认的是别的期刊，而不是它：${names(e["others"], "、")}。${then(e)}${disguise(e)}`,
    disagree: (e) =>
      `域名 ${domainOf(e)} 自相矛盾：${ways(e["by"])}承认了该期刊，另一处却没有。其中一处可能已过时，或落入他人之手。${then(e)}${disguise(e)}`,
    reserved: (e) => `该期刊所称的 ${domainOf(e)} 是专供示例和测试的名称，无人能够拥有：它不能作证。`,
    unreachable: (e) =>
      `未能查询 ${domainOf(e)} 是否承认该期刊：${text(e["problem"])}${then(e)}${disguise(e)}`,
    "not-looked-up": (e) =>
      `该期刊声明的域名是 ${domainOf(e)}；该域名是否也承认它，未予查证。${then(e)}${disguise(e)}`,
    "not-given": (e) =>
      e["archived"] === undefined
        ? "未查询：所给的材料说明了是哪一种期刊，但没有说明属于谁。"
        : `该期刊现在属于谁，未予查证。${then(e)}`,
    "nothing-to-ask": () => "未查询：没有可查询的期刊。",
  },
  standing: {
    current: () => "这一版仍然有效，没有任何针对它的声明。",
    superseded,
    noticed: noticedHere,
    "noticed-elsewhere": noticedElsewhere,
    "elsewhere-unasked": (e) =>
      `它在此处有效；但同样的内容在其他上链之处是否已被撤回或撤下，未能查询：${text(e["problem"])}`,
    "earlier-unasked": (e) => `${against(e)}未能查询此前是否已有另一期以同一期号上链：${text(e["problem"])}`,
    unreachable: (e) => `未能查询区块链：${text(e["problem"])}`,
    "nothing-to-ask": () => "未查询：此处没有可查询的登记。",
  },
  available: {
    served: (e) => `已从 ${names(e["served"], "、")} 读回${readBack(e)}，核对无误。${faults(e)}`,
    "not-served": (e) => `没有任何存储交回完整的原件。${faults(e)}`,
    unreachable: (e) => `未能询问任何存储：${names(e["unreachable"], "、")}。`,
    "nothing-to-ask": () => "未查询。",
  },
};

const explain: Wording["explain"] = {
  authentic: (of) => `这是${of}，与上链时完全相同。`,
  earlierUnasked: (of) => `这是${of}，与上链时完全相同。此前是否已有另一期以同一期号上链，此处不得而知。`,
  qualified: (of) => `这是${of}，与上链时完全相同；但请阅读此后对它的声明。`,
  qualifiedElsewhere: (of) => `这是${of}，与上链时完全相同；但同样的内容也在别处上链：请阅读那里对它的声明。`,
  altered: (of) => `这与${of}相近，但并不是上链的内容。它可能被有意改动，也可能是邮件程序或复制出错所致。`,
  anotherIssue: (of) => `这是${of}，而不是您所指的那一期。`,
  labelTaken: (of) => `这曾作为${of}上链，但在它之前已有另一期以同一期号上链：以那一期为准，这一份不作数。`,
  elsewhere: (of) =>
    `这可能是${of}，但它属于另一个登记合约，而不是所查询的那一个：没有向任何人查询过那一个，因此这既不证明也不否定副本。若您从别处得知那确是出版者的登记合约，请把它的链和地址设为所认的登记合约，再查一次。`,
  noneOfProof: "这不是该证明所指的任何文件。这并不说明它是什么：除这份证明外，没有检索过别的。",
  notAnchored: "档案库中没有找到与之相近的内容。这并不表示它是假的：它可能出版于别处，也可能从未上链。",
  namesake: (label) =>
    `档案库中没有找到与之相近的内容。期号 ${label} 中有一个同名文件，内容不同：若它据称是那份文件的副本，请指明那一期，以查看不同之处。`,
  couldNotCheck: (of, known) =>
    known === ""
      ? "部分核验未能进行。这并不说明副本有问题：请稍后再试。"
      : `关于${of}，已知：${known}另有部分核验未能进行，这并不说明副本有问题：请稍后再试。`,
};

const standings: Wording["standings"] = {
  superseded: "已被取代",
  correction: "已更正",
  retraction: "已撤回",
  concern: "受到关注",
  withdrawal: "已撤下",
};

const DONE_TO: Readonly<Record<string, string>> = {
  retraction: "作了撤回",
  concern: "表示了关注",
  withdrawal: "作了撤下",
};

const NOTICED: Readonly<Record<string, string>> = {
  correction: "出版者已发布更正",
  retraction: "出版者已撤回",
  concern: "出版者已表示关注",
  withdrawal: "出版者已撤下",
};

const ON_CURRENT: Readonly<Record<string, string>> = {
  retraction: "本身已撤回",
  concern: "本身受到关注",
  withdrawal: "本身已撤下",
};

const DISGUISES: Readonly<Record<string, string>> = {
  invisible: "其中含有看不见的字符：请对括号中的形式保持警惕。",
  styled: "其中的字母经过伪装：请仔细看清是不是您所认识的那个名称。",
  "mixed-scripts": "其中混用了多种文字里外形相近的字母：它可能不是您所认识的那个名称。",
  "looks-latin": "其中的字母看似拉丁字母，实为另一种文字：它不是看上去的那个名称。",
};

const WAYS: Readonly<Record<string, string>> = { dns: "在 DNS 中", file: "在其网站上" };

function noticed(standing: Said[string] | undefined): string {
  return NOTICED[text(standing)] ?? "有一条针对它的声明";
}

function here(standing: Said[string] | undefined): string {
  if (standing === undefined || standing === "current") return "";
  return `至于这一期本身：${standing === "superseded" ? "已有更新的版次" : noticed(standing)}。`;
}

function superseded(e: Said): string {
  if (e["currentStanding"] === undefined) return `已有更新的版次：${text(e["current"])}。`;
  const done = ON_CURRENT[text(e["currentStanding"])] ?? "也有一条声明";
  return `第 ${text(e["revision"])} 版已取代它（${text(e["current"])}），而那一版${done}${since(e["since"])}${because(e["reason"])}`;
}

function noticedHere(e: Said): string {
  return `${noticed(e["standing"])}${since(e["since"])}${because(e["reason"])}`;
}

function noticedElsewhere(e: Said): string {
  return `同样的内容也是${publisher(e)}的期号 ${text(e["label"])}；其出版者对那一期${DONE_TO[text(e["standing"])] ?? "发布了声明"}${since(e["since"])}${because(e["reason"])}${here(e["here"])}`;
}

/** What is known against an issue of which it is open whether it counts. */
function against(e: Said): string {
  if (e["standing"] === undefined) return "";
  if (e["label"] !== undefined) return ended(noticedElsewhere(e));
  return ended(e["standing"] === "superseded" ? superseded(e) : noticedHere(e));
}

/** A publisher's reason may lack its full stop. */
function ended(sentence: string): string {
  return /[.!?…。！？]["'”’)」』）]?$/u.test(sentence) ? sentence : `${sentence}。`;
}

function publisher({ publicationTitle, publication }: Said): string {
  return publicationTitle === undefined ? `期刊 ${text(publication)}` : `《${text(publicationTitle)}》`;
}

function moment(seconds: Said[string] | undefined): string {
  const time = Number(seconds);
  return Number.isNaN(time) ? "时间不明" : timeWords(time, "zh-Hans");
}

function namesake({ namesake: label, nearest }: Said): string {
  return label === undefined ? "" : `；期号 ${text(label)} 中有一个同名文件（${text(nearest)}），内容不同`;
}

function list(value: Said[string] | undefined): string {
  if (!Array.isArray(value) || value.length === 0) return "";
  return `（${value.slice(0, 5).join("、")}${value.length > 5 ? "……" : ""}）`;
}

function readBack({ read, of }: Said): string {
  if (of === undefined) return "清单和内容的根（未读回文件）";
  if (read === of) return of === 1 ? "原件" : `全部 ${text(of)} 个原件`;
  return `清单、内容的根和 ${text(of)} 个原件中的 ${text(read)} 个（其余过大）`;
}

/** The stores of which something else is known than that they do not answer. */
function faults({ corrupt, missing }: Said): string {
  const spoilt = size(corrupt) === 0 ? "" : `${names(corrupt, "、")} 中的已损坏。`;
  return `${spoilt}${size(missing) === 0 ? "" : `${names(missing, "、")} 中缺失。`}`;
}

/** In the letters of the DNS, and what they read as. */
function domainOf({ domain, reads }: Said): string {
  return reads === undefined ? text(domain) : `${text(domain)}（读作 ${text(reads)}）`;
}

function then({ archived: by, archivedDomain }: Said): string {
  if (by === undefined) return "";
  return `据出版者自己随该期存档、并由上链确定时间的证据，当时域名 ${text(archivedDomain)} ${ways(by)}承认了该刊。`;
}

function disguise({ lookalike }: Said): string {
  const warning = DISGUISES[text(lookalike)];
  return warning === undefined ? "" : `注意：${warning}`;
}

function ways(by: Said[string] | undefined): string {
  return (Array.isArray(by) ? by : []).map((way) => WAYS[way] ?? way).join("和");
}

/** People, and `cmp`, count bytes from one; offsets count from nought. */
function first(offset: Said[string] | undefined): string {
  return offset === undefined ? "" : `，最先不同之处在第 ${Number(offset) + 1} 个字节`;
}

function claim(date: Said[string] | undefined): string {
  return date === undefined ? "" : `出版者所署日期为 ${day(date)}。`;
}

function day(claimed: Said[string] | undefined): string {
  return claimedWords(text(claimed), "zh-Hans");
}

function since(time: Said[string] | undefined): string {
  return time === undefined ? "" : `，${moment(time)}`;
}

function because(reason: Said[string] | undefined): string {
  return reason === undefined ? "。" : `：${text(reason)}`;
}

/** 简体中文。 */
export const CHINESE: Wording = {
  ...{ checks, explain, standings, publisher, against },
  headlines: {
    authentic: "与原刊一致",
    altered: "有改动",
    "not-anchored": "未上链",
    "could-not-check": "未能核验",
  },
  qualified: {
    superseded: "与原刊一致，但已被取代",
    correction: "与原刊一致，但已更正",
    retraction: "与原刊一致，但已撤回",
    concern: "与原刊一致，但受到关注",
    withdrawal: "与原刊一致，但已撤下",
  },
  headlineOf: (headline, label, of) => `${headline}（作为${of}的期号 ${label}）`,
  issueName: (issue) => {
    if (issue === undefined) return "该期";
    const of = issue.publicationTitle === undefined ? "" : `《${issue.publicationTitle}》`;
    const revision = issue.revision > 1 ? `（第 ${issue.revision} 版）` : "";
    return `${of}期号 ${issue.label}${revision}${issue.path === undefined ? "" : `中的 ${issue.path}`}`;
  },
  otherName: (label, { title, id }, standing) => {
    const of = title === undefined ? `期刊 ${id}` : `《${title}》`;
    return `${of}期号 ${label}${standing === undefined ? "" : `（${standing}）`}`;
  },
  also: (others, unasked) =>
    `同时也作为下列各期上链：${others.join("；")}${unasked === 0 ? "" : `；另有 ${unasked} 处未予查询`}。`,
};
