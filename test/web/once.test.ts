import { expect, test } from "vitest";
import { once } from "../../src/web/rpc/once.ts";

test("what has come is not asked for twice, and what has failed is asked for again", async () => {
  let asked = 0;
  const part = once(async () => {
    asked += 1;
    if (asked < 3) throw new TypeError("not fetched");
    return asked;
  });
  await expect(Promise.all([part(), part()])).rejects.toThrow(TypeError);
  await expect(part()).rejects.toThrow(TypeError);
  expect(await Promise.all([part(), part()])).toEqual([3, 3]);
  expect(await part()).toBe(3);
});
