import { listWords, plural } from "../../../../core/messages/wording.ts";
import { html } from "../../html.ts";
import type { Messages } from "../en.ts";

export const publication: Messages["publication"] = {
  counts: (issues, entries) => `共 ${issues}，历史中有 ${entries}。`,
  closed: "该期刊已关闭：不能再添加任何内容。",
  feed: "以订阅源关注",
  feedTitle: (title) => `${title}：新刊与声明`,
  badge: "供您的网页使用的徽章",
  summary: (title, issues) => `${title}：共 ${issues}，均已上链，任何副本皆可核验。`,
  issues: "各期",
  none: "尚无已上链的一期。",
  unread: {
    title: "已上链，但目前无法读取",
    lead: "它们仍在链上。一旦有存储交还其内容，即会列入此处。",
    noneTitle: "已上链，但不是一期",
    noneLead: "此处上链的内容已经读取，不是本期刊任何一期的清单。",
    issue: (issue, time, entry) => html`${issue}，上链时间：${time}，第 ${entry} 个条目`,
    revision: (issue, time, entry) => html`${issue} 的一个版次，上链时间：${time}，第 ${entry} 个条目`,
    batch: (issues, of, time, entry) =>
      html`一批 ${of} 期中的 ${issues}，上链时间：${time}，第 ${entry} 个条目；究竟是哪些，只有其列表说明：`,
    andMore: (number) => `此前另有 ${number} 个。`,
    counted: (issues) => `未计入：目前无法读取的 ${issues}。`,
    partial: "以上仅依据能够读取的内容：目前并非所有已上链的内容都能读取。",
    unsure: (issues) => `无法判断期号是否有缺漏：${issues}的期号目前无法读取。`,
    feedTitle: (issues) => `${issues}目前无法读取`,
    feedSays: "已上链；其内容目前无法读取",
  },
  years: "年份",
  undatedYear: "无日期",
  undated: "未署日期",
  dated: (date) => html`出版者所署日期：${date}`,
  anchored: (time) => html`上链时间：${time}`,
  timeline: "所署日期与上链日期",
  timelineSays: (dated, undated) =>
    `署有日期的 ${dated} 期，每期一条线：从出版者所署的日期，连到上链的时间。${undated === 0 ? "" : `另有 ${undated} 期未署日期。`}`,
  timelineKey: "线越陡，上链距所署日期越近；线越斜越长，相隔越久。",
  claimedRow: "所署日期",
  anchoredRow: "上链",
  spread: (shortest, longest) =>
    shortest === longest ? `两者相隔 ${shortest}。` : `两者最短相隔 ${shortest}，最长相隔 ${longest}。`,
  days: (days) => plural(days, { other: "# 天" }, "zh-Hans"),
  early: (labels) => `早于所署日期上链的各期：${listWords(labels, "zh-Hans")}。`,
  gaps: "间断",
  numbering: (missing, more) =>
    html`期号
      <strong>${listWords(missing, "zh-Hans")}</strong
      >${more === 0 ? " " : `以及另外 ${more} 处`}没有上链。间断只说明没有上链，并不说明没有出版。`,
  dense: (from, to) => `从 ${from} 到 ${to}，期号没有缺漏。`,
  notNumbers: "期号并非都是依次递增的数字，无法据此判断是否有缺漏。",
  pause: (from, to, days, usual) => html`${from} 与 ${to} 之间相隔 ${days}；通常相隔 ${usual}。`,
  notices: "声明与新版次",
  noticeOn: (what, issue, time) => html`<strong>${what}</strong>：${issue}，${time}`,
  revised: "有新版次",
  moreNotices: (number) => `此前另有 ${number} 条，见各期页面。`,
  endorsements: {
    title: "背书",
    lead: "每位背书人都签署了自己所见历史的头部哈希，因此无人能向不同的读者出示不同的历史。您可自行核验签名：",
    raw: "他们所签署的内容",
    seen: (who, upTo, of, time) =>
      html`${who} 已见到此历史的第 ${upTo} 个条目${upTo === of ? "" : `（共 ${of} 个）`}，其自身时钟为 ${time}`,
    holds: {
      none: "。",
      manifests: "，并称持有全部清单。",
      full: "，并称持有完整副本。",
    },
    unchecked: (who, upTo) =>
      html`${who} 签署了第 ${upTo} 个条目之后的头部哈希。目前无法核验它是否属于此历史。`,
    more: (number) => `另有 ${number} 位。`,
    covers: (entry) => `背书（至少到第 ${entry} 个条目，包括有关本期的一切）：`,
    forkTitle: "分叉：有人签署了另一份历史",
    fork: (who, entry) => html`${who} 签署：第 ${entry} 个条目之后的头部哈希，与本服务器所知的不同。`,
    theirs: "所签署的",
    ours: "此处所知的",
    forkMeans:
      "两者之中有一个不是登记合约的历史：或是他们所见的是另一条链，或是他们签署了不实内容，或是本服务器所见有误。这并不说明任何一期有问题。请询问另一个节点。",
    forkProved: "两者互斥，已由双方签名证明，见其所签署的内容。",
  },
  registry: "登记信息",
  number: (id, registry, chain) => html`登记合约 <code>${registry}</code> 中的第 ${id} 号，位于 ${chain}`,
  publication: "期刊",
  registered: "登记时间",
  owner: "所有者",
  domain: "所称域名",
  head: "历史的头部哈希",
  history: "全部历史",
  mirror: "单个文件，供审计者使用：可自行证明其完整",
  issn: "ISSN",
};
