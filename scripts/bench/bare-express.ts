/** A bare Express server that answers everything with the JSON of a file: what the verifier is held against. */
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import express from "express";

const [file = ""] = process.argv.slice(2);
const body: unknown = JSON.parse(readFileSync(file, "utf8"));
const app = express();
app.get("/{*path}", (_request, response) => {
  response.json(body);
});
const server = app.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});
