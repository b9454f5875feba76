import { createSocket } from "node:dgram";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const TXT = 16;
const NO_SUCH_NAME = 3;
const SERVER_FAILURE = 2;
const PRELOAD = fileURLToPath(new URL("ask-dns-at.ts", import.meta.url));

/** A name server on this machine, by UDP (RFC 1035): it knows some TXT records, or fails for every question. */
export interface DnsServer extends AsyncDisposable {
  /** Set before a run: whether it can answer. */
  answers: boolean;
  /** Names that were asked for. */
  readonly asked: readonly string[];
  /** The environment of a program of ours that is to ask this server and no other. */
  readonly env: Readonly<Record<string, string>>;
}

export async function startDns(records: Readonly<Record<string, string>>): Promise<DnsServer> {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  const server = {
    ...{ answers: true, asked },
    env: {} as Readonly<Record<string, string>>,
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, "close");
    },
  };
  socket.on("message", (question, from) => {
    const { name, end } = nameIn(question);
    asked.push(name);
    const asking = question.subarray(12, end + 4);
    const text = records[name];
    const isText = question.readUInt16BE(end) === TXT;
    const failed = server.answers ? (text === undefined ? NO_SUCH_NAME : 0) : SERVER_FAILURE;
    const answer = failed === 0 && isText && text !== undefined ? textRecord(text) : undefined;
    const head = Buffer.alloc(12);
    question.copy(head, 0, 0, 2);
    // An authoritative answer, with recursion wanted and available.
    head.writeUInt16BE(0x8580 | failed, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answer === undefined ? 0 : 1, 6);
    socket.send(Buffer.concat([head, asking, answer ?? Buffer.alloc(0)]), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  server.env = {
    NODE_OPTIONS: `--import=${PRELOAD}`,
    ASK_DNS_AT: `127.0.0.1:${socket.address().port}`,
  };
  return server;
}

/** The name that is asked for, and where it ends. */
function nameIn(question: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join("."), end: at + 1 };
}

/** The record of the name that was asked for; its text in strings of at most 255 bytes. */
function textRecord(text: string): Buffer {
  const strings = (text.match(/.{1,255}/gs) ?? []).map((one) =>
    Buffer.concat([Buffer.of(one.length), Buffer.from(one, "latin1")]),
  );
  const data = Buffer.concat(strings);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
