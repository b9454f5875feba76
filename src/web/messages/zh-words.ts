import type { WebMessages } from "./en.ts";

type Words = Pick<WebMessages, "sides" | "changes" | "proof" | "mail" | "asked">;

/** 简体中文：文本对比、证明、电子邮件与查询对象。 */
export const chineseWords: Words = {
  sides: {
    altered: { ask: "显示改动之处", first: "存档的文件", second: "您的文件" },
    superseded: { ask: "显示后来的版次改动了什么", first: "您的文件", second: "现行版次" },
  },

  changes: {
    why: "它可能是改动过的副本，比较文字即可得知。发送之前会先告诉您将发送多少个段落哈希；文件本身不会发送。",
    ask: "按文字比较",
    comparing: "正在读取两者并比较文字",
    failed: "无法显示改动之处：",
    wordless: {
      yours: "您的文件中，没有可按存档文件的文档类型读取的文字。",
      archived: "存档的文件中没有可读取的文字。",
      either: "两者太长，无法逐字比较。",
    },
    ways: { inline: "合并显示", beside: "并排显示" },
    region: "改动之处",
    same: "两者逐字相同：不同的是读者看不见的部分，例如标记、链接或空白。",
    summary: (gone, first, fresh, second) => `${gone} 处文字只见于${first}，${fresh} 处文字只见于${second}。`,
    choice: "显示文字",
    struck: "删除线",
    underlined: "下划线",
    onlyIn: (side) => `：只见于${side}。`,
    only: (side) => `只见于${side}：`,
    side: (side) => side,
    alike: (blocks, begins, ends) =>
      `${blocks} 段相同：“${begins}”${ends === undefined ? "" : `至“${ends}”`}`,
    more: (places) => `另有 ${places} 处改动，未予显示。`,
  },

  proof: {
    headline: "已证明至一个区块",
    issue: (label) => `期号 ${label}`,
    file: (path, label) => `期号 ${label} 中的 ${path}`,
    proves: (what) => `若下列哈希属实，该文件即证明${what}（《`,
    provesIf: (block, chain) =>
      `》）已记入登记合约：下列哈希须为 ${chain} 区块 ${block} 的哈希。只剩这一点有待确认。`,
    hash: (block, time) => `证明中所载的区块 ${block}（${time}）的哈希：`,
    lookUp: (block, chain) => `请在您信任的 ${chain} 区块浏览器中查找区块 ${block}，或向节点查询（`,
    lookedUp: "），并粘贴其显示的哈希：",
    label: "从证明以外之处得来的区块哈希",
    compare: "比对",
    other: "这是另一个哈希：这份证明不属于您所知的那条链。请不要依赖它。",
    noHash: "区块的哈希是 0x 加 64 位十六进制数字。",
    quotes: (path) => `它所引的段落一字不差地见于${path ?? "该文件"}：`,
    endorsed: {
      title: "背书",
      lead: "这份证明附有其他人的签名：他们见过通向本期的那份历史。签名已在此核验；其中谁可信，由您决定，因此不影响结论。",
      signed: (entry, time) => ` 已签署到第 ${entry} 个条目为止的历史，其自身时钟为 ${time}`,
      holds: { none: "", manifests: "，并称持有全部清单", full: "，并称持有完整副本" },
      covers: "。其中包括有关本期的一切。",
      before: (last) => `。其中未到有关本期的最后一个条目，即第 ${last} 个。`,
      inTheName: "以此名义：",
      unknown: (entry) =>
        `，到第 ${entry} 个条目为止：并非由其密钥签署。是否由其合约签署，只有节点能说明；在此不计。`,
    },
    elsewhere: {
      headline: "证明成立，但属于另一个登记合约",
      sound: (what) => `这份证明前后一致：若下列哈希属实，它即证明${what}（《`,
      soundIf: (block, chain) => `》）已记入它所指的登记合约：下列哈希须为 ${chain} 区块 ${block} 的哈希。`,
      notAsked:
        "本页面依据的是另一个登记合约，没有就那一个询问任何人：此处对这份副本不作任何肯定或否定，证明也不能为自己的登记合约作保。",
      registry: "它所指的登记合约：",
      hash: (block, time) => `证明中所载的区块 ${block}（${time}）的哈希：`,
      goOn: "如果您从别处得知那是出版者的登记合约，请保存首页提供的单文件核验器，并在其文件名之后加上下列内容打开：",
    },
    you: "您",
    asOf: (block, time, who) =>
      `截至区块 ${block}（${time}）；据${who}所说，它是该链的区块。对此后的情况，证明一无所知。`,
  },

  mail: {
    carries: "邮件所含内容",
    known: (parts) => `邮件本身并未原样存档，但其中 ${parts} 个部分为档案库所知：见下。`,
    unchecked: (parts) => `邮件中有 ${parts} 个部分未能核验：请稍后再试。`,
    elsewhere: (parts) => `其中 ${parts} 个部分不在任何一期中：改动之处可能就在这里。`,
    intact: (headline, parts, of) => `${headline}，但 ${of} 个部分中有 ${parts} 个与原刊一致`,
  },

  asked: {
    nodes: "区块链节点，每行一个地址",
    gateways: "IPFS 网关，用于本页面无法以其他方式取得的数据块",
    explained:
      "须有半数以上的节点就一个区块达成一致；登记合约在该区块的内容，任何一个节点都能证明。只查询地址和哈希，而节点会得知您从何处查询。",
    staysHere: "列表只保存在此浏览器中。",
    forgotten: "关闭本页后列表即被遗忘：从磁盘打开的页面所保存的内容，其他此类页面都能读取。",
    keyed: (name) =>
      `${name} 的地址似乎含有密钥：能使用此浏览器或本页面的人都能读到它。最好使用不含密钥的地址。`,
    use: "使用这些",
    test: "测试节点",
    offered: "填入公共节点",
    nobody: "不询问任何节点",
    reset: "恢复建议的设置",
    asking: (nodes) => `正在询问 ${nodes} 个节点`,
    who: (names) => `查询对象：${names.join("、")}`,
    whoAlone: (name) => `查询对象：仅 ${name}`,
    whoNobody: "查询对象：尚无",
    unchanged: "未作任何改变：请改正或删去该行，然后再次使用。",
    kept: "从现在起询问这些。",
    unkept: "在关闭页面之前询问这些：此浏览器不为本页保存任何内容。",
    tooLong: "在关闭页面之前询问这些：超过 8,192 个字符的列表不予保存。",
  },
};
