import { html } from "../../html.ts";
import type { Messages } from "../en.ts";

export const selfCheck: Messages["selfCheck"] = {
  title: "自行核验",
  lead: html`链上的数值就是对清单运行 <code>sha256sum</code> 所得的结果，而清单列有每个文件的
    <code>sha256sum</code>。一个命令行终端，加上此链的任何一个节点，就足够了。`,
  hash: "计算清单的哈希；清单可取自这里，也可取自任何 IPFS 网关：",
  prints: (what) => html`输出应为 ${what}。`,
  ask: (chain) => html`向登记合约查询；可用此节点，也可用 <code>${chain}</code> 的任何其他节点：`,
  batched: (path, entry, word) =>
    html`它会检验本期的默克尔路径（亦见 ${path}），并返回其登记：首先是条目编号 ${entry}，即 ${word}。最后 64
    位数字是登记合约所知的现行内容哈希。若返回全零，则表示没有这一期。`,
  current: (digest) => html`它返回 ${digest}：正是同一个数值。`,
  record: html`它返回其条目编号、时间、版次和种类；若返回全零，则表示没有这项登记。`,
  find: "在清单中查找您的文件的哈希：",
  found: html`若清单列有您的文件，输出 <code>1</code>；否则输出 <code>0</code>。`,
  yourFile: "您的文件",
};
