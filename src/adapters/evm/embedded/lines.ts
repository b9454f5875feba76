import type { Socket } from "node:net";

/** What one side of the control connection says: one JSON object a line. */
export type Message = Readonly<Record<string, unknown>>;

const LONGEST_LINE = 8 * 1024;

/** Calls back for each whole line; hangs up on a line that is too long or no JSON object. */
export function onMessage(socket: Socket, take: (message: Message) => void): void {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) socket.destroy();
    for (const message of lines.map(parse)) {
      if (message === undefined) socket.destroy();
      if (!socket.destroyed && message !== undefined) take(message);
    }
  });
}

export function say(socket: Socket, message: Message): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

function parse(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}
