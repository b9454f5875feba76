/** `ether(1_500_000_000_000_000n)` is "0.0015": wei to ether, without trailing zeros. */
export function ether(wei: bigint): string {
  const text = wei.toString().padStart(19, "0");
  const fraction = text.slice(-18).replace(/0+$/, "");
  return fraction === "" ? text.slice(0, -18) : `${text.slice(0, -18)}.${fraction}`;
}

/** `gwei(1_500_000_000n)` is "1.5": a price of gas, as wallets and explorers have it. */
export function gwei(wei: bigint): string {
  return ether(wei * 1_000_000_000n);
}

/** Wei as ether for a person who decides whether to pay: four digits that count, rounded up, never to less than it is. */
export function roundEther(wei: bigint): string {
  const unit = 10n ** BigInt(Math.max(0, wei.toString().length - 4));
  return ether(((wei + unit - 1n) / unit) * unit);
}
