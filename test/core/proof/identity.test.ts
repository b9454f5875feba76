import { describe, expect, test } from "vitest";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { type Digest, digestFromBytes, parseDigest } from "../../../src/core/digest.ts";
import { decodeManifest } from "../../../src/core/manifest/codec.ts";
import { parseProof } from "../../../src/core/proof/form.ts";
import { identityFor } from "../../../src/core/proof/identity.ts";
import { verifyProof } from "../../../src/core/proof/verify.ts";
import { type Vector, vector } from "./vectors.ts";

const named = vector("named/identity");
const { identity: both = expect.unreachable("it has both"), manifest } = parseProof(named.bytes);
const { evidence, profile } = both;
const bytesOf = (one: Uint8Array | undefined) => one ?? expect.unreachable("it has both");
const digestOf = (one: Uint8Array | undefined) => digestFromBytes(nodeSha256(bytesOf(one)));

describe("what a proof tells of whose it is", () => {
  const told = ({ bytes, trust }: Vector) => verifyProof(bytes, trust).identity;

  test("the profile of its block, beside evidence that names the domain of then", () => {
    expect(told(named)?.profile).toMatchObject({ title: "The gull table", domain: "gull.press" });
    const moved = told(vector("named/identity-moved"));
    expect(moved?.profile?.domain).toBe("gull.news");
    expect(moved?.evidence).toEqual(told(named)?.evidence);
  });

  test("either alone, and nothing where the proof holds nothing", () => {
    expect(Object.keys(told(vector("named/identity-of-evidence")) ?? {})).toEqual(["evidence"]);
    expect(Object.keys(told(vector("named/identity-of-profile")) ?? {})).toEqual(["profile"]);
    expect(told(vector("tide/single"))).toBeUndefined();
  });
});

describe("the documents that a proof takes along", () => {
  const meant = {
    manifest: decodeManifest(manifest, parseDigest(named.expected.digest), nodeSha256),
    profile: digestOf(profile),
    sha256: nodeSha256,
  };
  const holding =
    (...held: readonly (readonly [Digest, Uint8Array])[]) =>
    (digest: Digest) =>
      Promise.resolve(held.find(([name]) => name === digest)?.[1]);
  const own = (one: Uint8Array | undefined) => [digestOf(one), bytesOf(one)] as const;

  test("are both, where both can be had", async () => {
    expect(await identityFor(meant, holding(own(evidence), own(profile)))).toEqual(both);
  });

  test("are the evidence made again from the profile's domain, where only that was lost", async () => {
    const remade = await identityFor(meant, holding(own(profile)));
    expect([digestOf(remade.evidence), remade.profile]).toEqual([digestOf(evidence), profile]);
    expect(await identityFor(meant, holding(own(evidence)))).toEqual({ evidence });
    expect(await identityFor(meant, holding())).toEqual({});
  });

  test("are none that a verifier would refuse", async () => {
    const swapped = holding([digestOf(evidence), bytesOf(profile)], [digestOf(profile), bytesOf(evidence)]);
    expect(await identityFor(meant, swapped)).toEqual({});
  });

  test("are not looked for where the manifest names none", async () => {
    const { identity: _, ...without } = meant.manifest;
    const asked = holding(own(evidence), own(profile));
    expect(await identityFor({ ...meant, manifest: without }, asked)).toEqual({ profile });
  });
});
