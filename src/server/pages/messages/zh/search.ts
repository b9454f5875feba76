import type { search as english } from "../en/search.ts";
import { html, type Part } from "../../html.ts";

export const search: typeof english = {
  title: "查找引文",
  lead: "粘贴一段文字：它在哪一期、哪个文件里逐字出现？",
  passage: "引文",
  hint: "一两句话即可。引号、连字符和空格怎样输入都可以；区分大小写。",
  sent: "您粘贴的文字会发送到本服务器用于查找，既不保存，也不写入日志。",
  find: "查找",
  found: (places: number, more: boolean) => `逐字找到 ${places} 处${more ? "，另有更多" : ""}`,
  near: "没有逐字相同的文字",
  nearLead: "下面是最接近的文字。标出的是与已上链内容不同之处。",
  nowhere: "没有找到",
  nowhereLead:
    "本档案的文件中没有这段文字，也没有与之十分接近的文字。这并不说明它是假的：它可能发表在别处，或者在图片里。",
  unquoted: "查找时已去掉首尾的引号。",
  unsure: "在能够查找的范围内没有找到",
  unsearched: (issues: string) => html`<strong>${issues}暂时无法查找。</strong>引文可能在其中：请稍后再试。`,
  leftOut: (documents: number) =>
    html`<strong>有 ${documents} 个文件没有全部查找。</strong
      >引文可能在其中，重试也无济于事：请直接查看文件本身。`,
  whyLeftOut: {
    "too-large": "太大，无法查找",
    unreadable: "无法从中取得文字",
    cut: "只查找了开头部分",
  },
  leftOutMore: (documents: number) => `另有 ${documents} 个`,
  issue: (label: string, revision: number) => `期号 ${label}${revision > 1 ? `，第 ${revision} 版` : ""}`,
  where: (file: Part, first: number, last: number) =>
    first === last ? html`${file}，第 ${first} 段` : html`${file}，第 ${first} 至 ${last} 段`,
  block: (first: number, last: number) => (first === last ? `第 ${first} 段` : `第 ${first} 至 ${last} 段`),
  again: (places: number) => `同一文件中另有 ${places} 处`,
  proved: "已证明",
  provedBy: (blocks: number) =>
    html`：由这 ${blocks} 段文字及通往文本根的路径证明；文本根写在清单里，清单的哈希在链上。`,
  path: "路径",
  unproven: {
    "no-text": "未证明：清单没有列出这个文件的文本。请直接比对文件本身。",
    "other-text": "未证明：从文件中读出的文本不是清单所列的文本。",
  },
  legend: (gone: Part, fresh: Part) => html`${gone}：只在已存档的文本中。${fresh}：只在您的引文中。`,
  struck: "删除线",
  underlined: "下划线",
  goneOnly: "只在前者中：",
  newOnly: "只在后者中：",

  changes: (from: string, to: string) => `从${from}到${to}的改动`,
  changesLead: "根据已上链的文件逐词比对。",
  anchored: (time: Part) => html`上链时间：${time}`,
  same: (files: string) => `${files}在两者中相同`,
  removed: "只在前者中",
  added: "只在后者中",
  nothing: "没有不同的文件。",
  uncompared: {
    "no-words": "字节不同；没有可以比对的文字。",
    "no-text": "字节不同；无法从中取得文字。",
    "too-long": "字节不同；文件过长，无法在此比对其文字。",
    "too-many": "字节不同；改动的文件太多，未比对其文字。",
    unread: "字节不同；目前没有存储交还该文件，无法比对其文字。",
  },
  sameWords: "正文逐词相同：不同的是标题、元数据、标记、链接或空格。",
  counted: (gone: number, fresh: number) => `删去 ${gone} 个词，加入 ${fresh} 个词。`,
  inline: "合并显示",
  beside: "并排显示",
  revision: (revision: number) => `第 ${revision} 版`,
  alike: (blocks: number, begins: string, ends: string) =>
    `${blocks} 段相同：${blocks === 1 ? `“${begins}”` : `“${begins}”至“${ends}”`}`,
  more: (places: number) => `另有 ${places} 处未显示。`,
};
