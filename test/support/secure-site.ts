import { once } from "node:events";
import { createServer } from "node:https";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/* A web server by TLS on this machine, for tidewater.press, www.tidewater.press and other.press. */

/** Signed by itself; its key is worth nothing outside these tests. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIByzCCAXGgAwIBAgIUQmrDnLESs37YiU6qdaZb3NaR9d4wCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPdGlkZXdhdGVyLnByZXNzMCAXDTI2MTEyMjIyMTE0M1oYDzIx
MjYxMDI5MjIxMTQzWjAaMRgwFgYDVQQDDA90aWRld2F0ZXIucHJlc3MwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAATitoS+AH2DcsHffJYoT4Q3TfJhZeDfl8r1rmzX
ut6A0puYN8VLPP1E+Hic1+WKzQ3gD/bNpeyGGdjqOBgkEzRuo4GSMIGPMB0GA1Ud
DgQWBBTocWorCwi7XNYOdUByYDD7F7FCbTAfBgNVHSMEGDAWgBTocWorCwi7XNYO
dUByYDD7F7FCbTAPBgNVHRMBAf8EBTADAQH/MDwGA1UdEQQ1MDOCD3RpZGV3YXRl
ci5wcmVzc4ITd3d3LnRpZGV3YXRlci5wcmVzc4ILb3RoZXIucHJlc3MwCgYIKoZI
zj0EAwIDSAAwRQIhAI1DioBaIoQLxauuscawRLUIqVA0JUxgTXog/gUA8X1iAiB4
bL/ty+GLMH05HHymCNHDmnvIb/4YSEYShNVlOXkk+Q==
-----END CERTIFICATE-----
`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8PVY1w8z7mXDwMnP
QPd//15wcmv9+yxM/aCz+4Hsp8ShRANCAATitoS+AH2DcsHffJYoT4Q3TfJhZeDf
l8r1rmzXut6A0puYN8VLPP1E+Hic1+WKzQ3gD/bNpeyGGdjqOBgkEzRu
-----END PRIVATE KEY-----
`;

export interface SecureSite extends AsyncDisposable {
  readonly port: number;
  /** `host path` of each request. */
  readonly asked: string[];
}

export async function secureSite(answer: RequestListener): Promise<SecureSite> {
  const asked: string[] = [];
  const server = createServer({ key: KEY, cert: CERTIFICATE }, (request, response) => {
    asked.push(`${request.headers.host?.replace(/:\d+$/, "")} ${request.url}`);
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
