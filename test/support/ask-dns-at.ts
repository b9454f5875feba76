import { Resolver } from "node:dns/promises";

/* Loaded before a program: its resolvers ask the server that ASK_DNS_AT names, and are Node's own in all else. */

const server = process.env["ASK_DNS_AT"];
const resolveTxt = Resolver.prototype.resolveTxt;

if (server !== undefined)
  Resolver.prototype.resolveTxt = function (this: Resolver, name: string) {
    this.setServers([server]);
    return resolveTxt.call(this, name);
  };
