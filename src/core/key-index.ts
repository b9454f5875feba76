/** How far a key may lie from where it belongs. */
const REACH = 64;
const LEAST_SLOTS = 16;
/** Of the slots so many are taken at most; then there are twice as many. */
const FULL = 0.75;

/**
 * Finds places (numbers from 0 to 2^32 - 2) by keys, and holds no keys: `keyOf` is asked for the key of a place. A million
 * take 10 MB, where a `Map` of their digests as text takes 120.
 *
 * Keys may be somebody's choice. Those that were chosen to lie in one place go into a `Map`, which its engine keeps from
 * being made slow.
 */
export class KeyIndex {
  readonly #keyOf: (place: number) => string;
  readonly #crowded = new Map<string, number>();
  /** Each a place and one; 0 where there is none. */
  #slots: Uint32Array;
  /** Eight bits of each key's hash: most other keys are told apart without being asked for. */
  #tags: Uint8Array;
  #taken = 0;

  constructor(keyOf: (place: number) => string, expected = 0) {
    this.#keyOf = keyOf;
    let slots = LEAST_SLOTS;
    while (slots * FULL < expected) slots *= 2;
    this.#slots = new Uint32Array(slots);
    this.#tags = new Uint8Array(slots);
  }

  /** How many keys it has. */
  get size(): number {
    return this.#taken + this.#crowded.size;
  }

  get(key: string): number | undefined {
    const slot = this.#slotOf(key, hashOf(key));
    const held = slot === undefined ? undefined : this.#slots[slot];
    if (held === undefined) return this.#crowded.get(key);
    return held === 0 ? undefined : held - 1;
  }

  /** In the stead of the place that the key had, which it gives back. */
  set(key: string, place: number): number | undefined {
    if (this.#taken >= this.#slots.length * FULL) this.#grow();
    const hash = hashOf(key);
    const slot = this.#slotOf(key, hash);
    if (slot === undefined) {
      const former = this.#crowded.get(key);
      this.#crowded.set(key, place);
      return former;
    }
    const held = this.#slots[slot] ?? 0;
    if (held === 0) this.#taken += 1;
    this.#slots[slot] = place + 1;
    this.#tags[slot] = hash >>> 24;
    return held === 0 ? undefined : held - 1;
  }

  /** Where the key is, or would be put; undefined when that is among the crowded. */
  #slotOf(key: string, hash: number): number | undefined {
    const mask = this.#slots.length - 1;
    for (let step = 0; step < REACH; step++) {
      const slot = (hash + step) & mask;
      const held = this.#slots[slot] ?? 0;
      if (held === 0) return slot;
      if (this.#tags[slot] === hash >>> 24 && this.#keyOf(held - 1) === key) return slot;
    }
    return undefined;
  }

  #grow(): void {
    const places = [this.#slots, [...this.#crowded.values()].map((place) => place + 1)];
    this.#slots = new Uint32Array(this.#slots.length * 2);
    this.#tags = new Uint8Array(this.#slots.length);
    this.#taken = 0;
    this.#crowded.clear();
    for (const some of places)
      for (const held of some) if (held !== 0) this.set(this.#keyOf(held - 1), held - 1);
  }
}

/** FNV-1a, and MurmurHash3's last step, so that its high bits are as good as its low ones. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
