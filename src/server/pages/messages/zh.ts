import { claimedWords, plural, timeWords } from "../../../core/messages/wording.ts";
import { sizeText } from "../../../core/size.ts";
import { html } from "../html.ts";
import type { Messages } from "./en.ts";
import { absence } from "./zh/absence.ts";
import { badges } from "./zh/badges.ts";
import { certificate } from "./zh/certificate.ts";
import { check } from "./zh/check.ts";
import { first } from "./zh/first.ts";
import { how } from "./zh/how.ts";
import { publication } from "./zh/publication.ts";
import { search } from "./zh/search.ts";
import { selfCheck } from "./zh/self-check.ts";

const count = (form: string) => (number: number) => plural(number, { other: form }, "zh-Hans");

/** 简体中文。 */
export const chinese: Messages = {
  time: (seconds) => timeWords(seconds, "zh-Hans"),
  claimed: (date) => claimedWords(date, "zh-Hans"),
  size: (bytes) => (bytes < 1024 ? `${bytes} 字节` : sizeText(bytes)),
  issues: count("# 期"),
  entries: count("# 个条目"),
  files: count("# 个文件"),
  marks: {
    current: "现行",
    superseded: "已被取代",
    correction: "已发布更正",
    retraction: "已撤回",
    concern: "受到关注",
    withdrawal: "已撤下",
    "label-taken": "不作数：期号已被占用",
  },

  site: {
    name: "Colophon",
    about: "Colophon 只说明一份副本是不是当初出版的那一份，从不评判所出版的内容是否属实。",
    skip: "跳到正文",
    navigation: "本站",
    check: "核验文件",
    publications: "期刊",
    quotation: "查找引文",
    how: "工作原理",
    language: "语言",
    badges: "徽章",
    bannerLabel: "关于本档案库",
    banner: html`<strong>这是试用档案库。</strong>维护它的人可以改写它的链：对他人而言，它什么也证明不了。`,
    stale: html`<strong>刚才未能查询区块链。</strong>以下内容是先前得知的，可能不是最新的。`,
  },

  problem: {
    nothingHere: "这里什么也没有",
    back: "返回首页",
    code: "错误代码",
    codes: "错误代码一览",
    codesLead: "每个代码的含义；不论它出现在命令行、API 的问题文档还是网页上。",
    exits: (http, exit) => `HTTP ${http}，退出状态 ${exit}。`,
  },

  issue: {
    untitled: "一期",
    itsPublication: "所属期刊",
    numbered: (label) => `期号 ${label}`,
    revision: (revision) => `第 ${revision} 版`,
    dated: (date) => html`出版者所署日期：${date}`,
    by: (creators) => html`作者：${creators}`,
    pageOf: (title, publication) => `${title}，${publication}`,
    summary: (label, publication, anchored) =>
      `${publication}，期号 ${label}${anchored === undefined ? "" : `，${anchored} 上链`}。核验您手中的副本是不是当初出版的那一份。`,
    files: "所含文件",
    filesTable: "文件列表",
    moreFiles: (files: string) => `另有${files}`,
    file: "文件",
    size: "大小",
    check: "核验您的副本",
    checkLead: "把您手中的文件拖放到这里。哈希在本页面内计算，文件不会离开您的设备。",
    proof: "下载证明文件",
    proofIs: html`无需本服务器，只凭一个区块的哈希即可核验（<code>colophon verify</code>）。`,
    revisions: "本期的各版次",
    thisPage: "本页",
    anchoredAt: (time) => html`上链时间：${time}`,
    changes: "查看改动",
    compare: (from, to) => `第 ${from} 版到第 ${to} 版的改动`,
    transactions: "交易",
    step: (entry, done, time, block) =>
      html`第 ${entry} 个条目：${done}，${time}${block === undefined ? "" : `，区块 ${block}`}`,
    done: {
      anchored: "上链",
      revised: "新版次",
      extracted: "获得单独的登记",
      batch: (issues) => `随一批共 ${issues}一并上链`,
      notice: {
        correction: "发布更正",
        retraction: "发布撤回声明",
        concern: "发布关注声明",
        withdrawal: "发布撤下声明",
      },
    },
    copies: "副本存放处",
    noStore: "未询问任何存储。",
    copy: {
      served: "已交回清单和开头的数据块，核对无误",
      missing: "没有存放",
      corrupt: "交回的数据不符",
      unreachable: "未能询问",
    },
    read: "阅读",
    readSafely: "显示时禁用脚本、表单和任何外部内容。",
    readAlone: "单独打开",
    download: (path) => `下载 ${path}`,
    notShown: (kind) => `${kind}，不在页面中显示。`,
    kinds: {
      image: (format) => `${format} 图片`,
      html: "网页",
      css: "样式表",
      markdown: "Markdown",
      text: "文本",
      audio: "音频",
      video: "视频",
      font: "字体",
    },
  },

  standing: {
    heading: "现状",
    current: html`<strong>这是现行版次</strong>，没有任何针对它的声明。`,
    corrects: (time) => html`它取代了前一版，${time}。`,
    later: (time) =>
      html`<strong>已有更新的版次</strong>${time === undefined ? "" : html`，上链时间：${time}`}。`,
    onLater: "关于那一版本身：",
    goToCurrent: "前往现行版次",
    noticed: {
      correction: "已发布更正",
      retraction: "出版者已撤回",
      concern: "出版者已发布关注声明",
      withdrawal: "出版者已撤下",
    },
    on: (what, time) => html`<strong>${what}</strong>，${time}。`,
    unasked: html`<strong>未能核验它现在是否仍然有效。</strong>`,
    unaskedEarlier: html`<strong>未能核验它是否有效。</strong>在它之前，可能已有另一期以同一期号上链：`,
    taken: (entry, link) =>
      html`<strong>这一期不作数。</strong>在它之前，第 ${entry}
        个条目已以同一期号将${link("另一期")}上链：以那一期为准。`,
    pending: html`<strong>已上链，但尚未最终确定。</strong>它所在的区块仍可能被撤销；请稍后再看。`,
    absent: html`<strong>不在链上。</strong>登记合约中没有它的登记。`,
  },

  check,
  first,
  certificate,
  selfCheck,
  publication,
  search,
  absence,
  badges,
  how,
};
