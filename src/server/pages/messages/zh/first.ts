import { html } from "../../html.ts";
import type { Messages } from "../en.ts";

export const first: Messages["first"] = {
  title: "这是当初出版的那一份吗？",
  lead: "拖入一个文件。您的浏览器会计算它的 SHA-256，并用这个数值查询档案库：文件本身不会离开您的设备。",
  publications: "本档案库中的期刊",
  none: html`尚无期刊。第一种由 <code>colophon init</code> 和 <code>colophon publish</code> 建立。`,
  latest: (issues, latest, time) => html`共 ${issues}，最新一期为${latest}，上链时间：${time}`,
  drop: {
    pointer: "把文件拖放到这里",
    touch: "选择文件",
    orPointer: "或点此选择",
    orTouch: "从本设备中选取",
    folder: "选择文件夹",
    hint: "一期中的任何文件：网页、PDF、图片、电子邮件（.eml）。也可以是整个文件夹、多个文件、一期的清单或证明文件。大文件亦可，也可直接粘贴。如果没有存档的文件具有其 SHA-256，还会用文件的名称和大小查询档案库。",
    noScript: (lookUp) =>
      html`在页面中计算哈希需要 JavaScript。若未启用，请对文件运行
        <code>sha256sum</code>，再${lookUp("查询所得的数值")}，或在您的设备上运行
        <code>colophon verify</code>（在代码检出目录中：<code>npx colophon verify</code>）。`,
  },
};
