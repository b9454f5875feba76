import { expect, test } from "vitest";
import { machineOf } from "../../../src/core/quorum/machine.ts";

test.each(["127.0.0.1:8545", "[::1]:8545", "[::ffff:7f00:1]:8545", "0.0.0.0:8545", "localhost.:8545"])(
  "%s is localhost:8545",
  (name) => {
    expect(machineOf(name)).toBe(machineOf("localhost:8545"));
  },
);

test.each(["localhost:8546", "a.example:8545", "128.0.0.1:8545", "localhost.example:8545", "[::2]:8545"])(
  "%s is another machine",
  (name) => {
    expect(machineOf(name)).not.toBe(machineOf("localhost:8545"));
  },
);
