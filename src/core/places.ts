import type { Store } from "./ports.ts";

/** Which stores are one place, whatever they are called: the id of the first of them, by each one's id. */
export type Places = ReadonlyMap<string, string>;

/**
 * Asks every store what its bytes lie on. Two that share something are one, and so are all that are linked by a third:
 * a node and a cluster in which it is a peer. One that cannot say is a place of its own, as its reads will show.
 */
export async function placesOf(
  stores: readonly Store[],
  within: (id: string, answer: Promise<readonly string[]>) => Promise<readonly string[]> = (_, answer) =>
    answer,
): Promise<Places> {
  const asked = await Promise.all(
    stores.map(async (store) => {
      try {
        return store.places === undefined ? [] : await within(store.id, store.places());
      } catch {
        return [];
      }
    }),
  );
  const places = new Map(stores.map(({ id }) => [id, id]));
  const owners = new Map<string, string>();
  for (const [i, { id }] of stores.entries())
    for (const name of asked[i] ?? []) {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, id);
      else join(places, owner, id);
    }
  return places;
}

/** Those that count beside each other: of one place the first alone. */
export function distinct<T>(copies: readonly T[], places: Places, idOf: (copy: T) => string): readonly T[] {
  const seen = new Set<string>();
  return copies.filter((copy) => {
    const id = idOf(copy);
    const place = places.get(id) ?? id;
    return !seen.has(place) && seen.add(place);
  });
}

function join(places: Map<string, string>, one: string, other: string): void {
  const [to, from] = [places.get(one) ?? one, places.get(other) ?? other];
  for (const [id, place] of places) if (place === from) places.set(id, to);
}
