import { html } from "../../html.ts";
import type { Messages } from "../en.ts";

export const check: Messages["check"] = {
  title: "以 SHA-256 核验文件",
  lead: "在您自己的设备上算出这个数，再到这里查询。文件本身不会离开您的设备。",
  field: "您的文件的 SHA-256",
  hint: html`64 位十六进制数字，即 <code>sha256sum</code> 的输出（Mac 上为 <code>shasum -a 256</code>，Windows
    上为 <code>certutil -hashfile</code> … <code>SHA256</code>）。粘贴整行输出也可以。`,
  look: "查询",
  checks: "查问了什么",
  answers: { pass: "是", fail: "否", unknown: "未能查问", skipped: "未查问" },
  byServer: html`以上是本服务器查到的结果。若不想信任任何服务器，请在您的设备上运行
    <code>colophon verify</code>。`,
};
