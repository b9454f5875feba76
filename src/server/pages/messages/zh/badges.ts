import { html } from "../../html.ts";
import type { Messages } from "../en.ts";

export const badges: Messages["badges"] = {
  title: "供出版者使用的徽章",
  lead: "在您自己的网页上显示某一期在本档案库中的现状。徽章转述档案库的说法；证明在它的链接之后。",
  state: {
    current: "现行",
    superseded: "已被取代",
    correction: "已发布更正",
    retraction: "已撤回",
    concern: "受到关注",
    withdrawal: "已撤下",
    "label-taken": "不作数",
    pending: "尚未最终确定",
    absent: "未上链",
    unknown: "未能核验",
  },
  anchored: (day) => `${day}上链`,
  issues: (issues) => `${issues}已上链`,
  picture: "图片形式",
  pictureSays: "一个包着图片的链接：没有脚本，只需读者的浏览器取回图片。图片会缓存数分钟。",
  component: "网页组件形式",
  componentSays: "一个小脚本：样式互不干扰，只向本档案库查询；在无法运行之处，显示其中的普通链接。",
  integrity: html`<code>integrity</code>
    锁定您复制这行代码时所见的脚本。本档案库的程序更新后，浏览器会拒绝已改变的脚本，读者看到的是普通链接，直到您重新复制这行代码。若您更愿意信任本档案库，可略去此属性。`,
  policy: "若您的网站设有内容安全策略（CSP），请允许本档案库：",
  policyPicture: "图片形式",
  policyComponent: "组件形式",
  feed: "订阅源、各版次与数据",
  feedSays: (link) =>
    html`每种期刊都有订阅源（${link}）；每个期号都有一个地址，指向现行版次，并支持
      <code>Accept-Datetime</code>（RFC 7089）；此处显示的一切也可由 <a href="/api">API</a> 取得。`,
  unbuilt: "本服务器尚未构建该脚本。",
  example: "效果如下：",
  noIssue: "尚无可供演示的一期。",
};
