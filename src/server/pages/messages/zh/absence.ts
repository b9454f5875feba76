import { html } from "../../html.ts";
import type { Messages } from "../en.ts";

export const absence: Messages["absence"] = {
  title: (label) => `没有期号为 ${label} 的一期`,
  says: (publication, label, entries, block) =>
    html`截至其历史的${entries}、区块 ${block}，${publication} 没有将期号为
      <strong>${label}</strong> 的一期上链。`,
  unknown: (label) => `未能核验是否有期号为 ${label} 的一期`,
  unknownSays: (publication, label) =>
    html`此处没有 ${publication} 期号为
      <strong>${label}</strong> 的一期；但刚才未能得知作出判断所需的全部信息。这不是答复：请稍后再试。`,
  needed: "依据",
  entryOf: (entries) => `第 ${entries} 个条目`,
  history: (entries, head) =>
    html`完整的历史：共 ${entries}，逐条折叠得到
    ${head}，与登记合约自己给出的头部哈希一致。不可能缺少任何一条。`,
  block: (number, hash, time) =>
    html`区块 ${number}，${hash}，时间 ${time}：链到此为止已最终确定；此后的区块仍可能改变。`,
  lists: (batches) =>
    batches === 0
      ? html`从未有过成批上链，因此不会有期号藏在列表之中。`
      : html`每一批的列表都已读回并核对哈希：${batches} 批中的 ${batches} 批。登记合约本身并不知道其中的期号。`,
  meaning: "它不说明什么",
  caveat:
    "它只说明：在这条链的这个登记合约中，该期刊没有以此期号上链任何内容。它并不说明没有以此期号出版过，也不说明该区块之后的任何情况。",
  nearby: "相近的期号",
  again: "您可以自行向节点查询：若返回全零，则表示登记合约中没有此期号的一期。",
  atPublication: (publication) => html`${publication} 的全部各期`,
};
