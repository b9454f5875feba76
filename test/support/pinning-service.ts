import type { IncomingMessage, ServerResponse } from "node:http";
import { bytesOf } from "../adapters/disk/sample.ts";
import { serving } from "./serving.ts";

export type PinState = "queued" | "pinning" | "pinned" | "failed";

export interface ServicePin {
  readonly requestid: string;
  readonly created: string;
  readonly pin: { readonly cid: string; readonly name?: string; readonly origins?: readonly string[] };
  status: PinState;
  details?: string;
}

export interface PinningService {
  readonly url: string;
  /** Every wish that stands. */
  readonly pins: ServicePin[];
  /** What was asked, as `POST /pins`. */
  readonly calls: string[];
}

export interface PinningServiceOptions {
  readonly token?: string;
  readonly delegates?: readonly string[];
  /** What becomes of a wish every time that it is asked about; `pinned` at the second time when left out. */
  readonly next?: (pin: ServicePin) => void;
}

/** A service of our own after the Pinning Service API v1.0.0: wishes in memory, no blocks. */
export async function startPinningService(options: PinningServiceOptions = {}): Promise<PinningService> {
  const { token = "s3cret", delegates = [], next = onwards } = options;
  const pins: ServicePin[] = [];
  const calls: string[] = [];
  const told = ({ details, ...pin }: ServicePin) => ({
    ...pin,
    delegates,
    ...(details === undefined ? {} : { info: { status_details: details } }),
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", "http://service");
    const [, , id] = url.pathname.split("/");
    calls.push(`${request.method ?? ""} /pins${id === undefined ? "" : "/{requestid}"}`);
    const send = (status: number, body?: unknown) =>
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${token}`)
      return void send(401, {
        error: { reason: "UNAUTHORIZED", details: "Access token is missing or invalid" },
      });
    if (request.method === "POST") {
      const pin = JSON.parse((await bytesOf(request)).toString()) as ServicePin["pin"];
      const made = {
        requestid: `r${calls.length}`,
        created: new Date().toISOString(),
        pin,
        status: "queued" as const,
      };
      pins.unshift(made);
      return void send(202, told(made));
    }
    const one = pins.find(({ requestid }) => requestid === id);
    if (id !== undefined && one === undefined)
      return void send(404, {
        error: { reason: "NOT_FOUND", details: "The specified resource was not found" },
      });
    if (one !== undefined && request.method === "DELETE") {
      pins.splice(pins.indexOf(one), 1);
      return void response.writeHead(202).end();
    }
    if (one !== undefined) {
      next(one);
      return void send(200, told(one));
    }
    // Without a filter only what is pinned is listed.
    const states = (url.searchParams.get("status") ?? "pinned").split(",");
    const cids = url.searchParams.get("cid")?.split(",");
    const results = pins
      .filter(({ status, pin }) => states.includes(status) && (cids?.includes(pin.cid) ?? true))
      .slice(0, 10);
    send(200, { count: results.length, results: results.map(told) });
  }

  const url = await serving((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return { url, pins, calls };
}

function onwards(pin: ServicePin): void {
  pin.status = pin.status === "queued" ? "pinning" : "pinned";
}
