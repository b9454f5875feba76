import { plural, timeWords } from "../../core/messages/wording.ts";
import { exactSizeText, sizeText } from "../../core/size.ts";
import type { WebMessages } from "./en.ts";
import { chineseWords } from "./zh-words.ts";

const numbered = (number: number) => number.toLocaleString("zh-Hans");
const inBytes = (bytes: number) => `${numbered(bytes)} 字节`;

/** 简体中文。 */
export const chinese: WebMessages = {
  ...chineseWords,

  time: (seconds) => timeWords(seconds, "zh-Hans"),
  size: (bytes) => (bytes < 1024 ? inBytes(bytes) : sizeText(bytes)),
  exactSize: (bytes) =>
    bytes < 1024 ? inBytes(bytes) : exactSizeText(bytes).replace(/, .*$/, `，${inBytes(bytes)}`),
  files: (number) => plural(number, { other: "# 个文件" }, "zh-Hans"),

  card: {
    hashing: "正在本设备上计算哈希",
    hashingOf: (name) => `正在计算 ${name} 的哈希`,
    done: (what, done, all) => `${what}：${done} / ${all}`,
    slow: "凭 CID 未找到；正在计算整个文件的 SHA-256，需要更长时间",
    asking: "正在查询档案库",
    askingAbout: (name) => `正在向档案库查询 ${name}`,
    cancel: "取消",
    cancelOf: (name) => `取消对 ${name} 的核验`,
    about: (about) => `（${about}）`,
    folder: (files) => `文件夹，${files}`,
  },

  desk: {
    checking: (number) => `正在核验 ${number} 项`,
    one: (name, headline) => `${name}：${headline}`,
    all: (parts) => `${parts.join("。")}。`,
    toCheck: (all) => `待核验 ${all} 项`,
    tallied: (done, all, words) =>
      done === all ? `${all} 项已核验：${words}` : `${all} 项中已核验 ${done} 项：${words}`,
    tally: (counts) => counts.map(([headline, number]) => `${headline} ${number} 项`).join("，"),
  },

  outcome: {
    failed: "未能核验",
    cancelled: "已取消",
    cancelledSays: "没有得出任何结果，也没有发送任何内容。再次拖入即可核验。",
  },

  exact: {
    headline: "档案库中没有与此完全相同的文件",
    brief: "凭哈希未找到",
    check: "没有存档的文件具有它的 SHA-256，名称或大小与之相同的文件也都与它相去甚远。",
    explained:
      "没有存档的文件具有它的 SHA-256，名称或大小与之相同的文件也都与它相去甚远。这不说明它有任何问题：改动过或以别的方式保存的副本，哈希就不同；它也可能在别处发表过。",
    namesake: (label) =>
      `没有存档的文件具有它的 SHA-256。期号 ${label} 中有同名文件已上链，内容不同：如果据称这是它的副本，请到那里查看原文。`,
    noIndex: "无法在此得知它是否与某一期有相同的段落：此服务器没有文字索引。",
  },

  difference: {
    original: (path) => `存档的 ${path}`,
    yours: "您的文件",
    archived: "存档的文件",
    uncompared: "两者未经逐字节比较，或者开头和结尾均无相同之处。",
    from: (byte, changed) =>
      `最先不同之处在第 ${numbered(byte)} 个字节。由此起有 ${numbered(changed)} 个字节不同；之前和之后的一切都相同。`,
  },

  folder: {
    label: "文件夹中的文件",
    changed: "有改动",
    changedSays: "链接指向存档的文件。",
    missing: "缺少",
    missingSays: "该期含有，而您的文件夹没有。",
    extra: "多出",
    extraSays: "您的文件夹含有，而该期没有。",
    same: (files) => `${files}逐字节相同。`,
    more: (number) => `另有 ${number} 个文件。`,
    hidden: (number, some) => `略去 ${number} 个隐藏文件，与打包一期时相同：${some}`,
  },

  verdict: {
    questions: {
      integrity: "是存档的那个文件吗？",
      anchored: "该期在链上吗？",
      final: "已最终确定吗？",
      time: "从何时起？",
      identity: "出版者是谁？",
      standing: "现在仍然有效吗？",
      available: "能取得原件吗？",
    },
    answers: { pass: "是", fail: "否", unknown: "未能查询", skipped: "未查询" },
    notices: {
      correction: "更正声明",
      retraction: "撤回声明",
      concern: "关注声明",
      withdrawal: "撤下声明",
    },
    how: "如何核验，以及不得不相信谁",
    toldBy: (name, isKindProved) =>
      isKindProved
        ? `确有此声明，已有登记为证；其内容和时间仅由 ${name} 所述。`
        : `仅 ${name} 称有此声明：没有节点证明过。`,
    noticed: (time, hasReason) => `，${time}${hasReason ? "：" : "，未说明理由。"}`,
    later: "已有更新的版次。",
    goToCurrent: "前往现行版次",
    issue: (label, publication, anchored) =>
      `（${publication === undefined ? "" : `《${publication}》，`}期号 ${label}）${anchored === undefined ? "" : `。${anchored} 上链`}。`,
    moot: "未查询：没有可查询的一期。",
    untold: "未查询：此处核验的内容并未述及，也没有询问其他任何人。",
    also: "同时也作为下列各期上链：",
    alsoJoint: "；",
    alsoMore: (unasked) => (unasked === 0 ? "。" : `；另有 ${unasked} 处未予查询。`),
    heard: (heard, all, silent) =>
      `${all} 个节点中${heard === 0 ? "没有一个" : `有 ${heard} 个`}作答：${silent.join("、")} 未作答。`,
    nobody: "无须相信任何人：一切都在本页面内算得。",
    believed: (names) =>
      `关于链上的情况，本页面不得不相信：${names.join("；")}。您可以在“查询对象”中指定自己的节点。`,
    sha256: "您的文件的 SHA-256：",
    cid: "在本页面内算得的您的文件的 CID：",
    listed: "清单为具有该 CID 的文件所列的 SHA-256：",
  },
};
