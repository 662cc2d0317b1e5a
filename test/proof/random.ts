/** A reproducible sample of many items that includes every kind. */

/** Takes from each kind in turn, in an order determined by the seed. */
export function someOf<Item extends { kind: string }>(
  all: readonly Item[],
  count: number,
  seed: number,
): Item[] {
  const random = randomBy(seed)
  const order = all
    .map((item) => ({ item, place: random() }))
    .toSorted((one, other) => one.place - other.place)
  const dealt: { item: Item; turn: number }[] = []
  const turns = new Map<string, number>()
  for (const { item } of order) {
    const turn = turns.get(item.kind) ?? 0
    turns.set(item.kind, turn + 1)
    dealt.push({ item, turn })
  }
  return dealt
    .toSorted((one, other) => one.turn - other.turn)
    .slice(0, count)
    .map(({ item }) => item)
}

/** mulberry32: small, and good enough to shuffle by. */
function randomBy(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
