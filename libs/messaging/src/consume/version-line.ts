/** A message as far as its place among the versions of its key goes. */
export interface Versioned {
  topic: string;
  key: string;
  version: number;
}

/** next: follows what was seen; old: seen before; ahead: an earlier version has not come. */
export type Place = 'next' | 'old' | 'ahead';

export interface Placed {
  place: Place;
  /** The version that should have come; meaningful for `ahead`. */
  expected: number;
}

/** Name of a key in a map. */
export function nameOfKey({ topic, key }: { topic: string; key: string }): string {
  return `${topic} ${key}`;
}

/** Places messages, in their order, behind the last version of each key (null: any version may come next). */
export function placeInLine(
  messages: readonly Versioned[],
  lastVersions: ReadonlyMap<string, number | null>,
): Placed[] {
  const last = new Map(lastVersions);
  return messages.map((message) => {
    const name = nameOfKey(message);
    const seen = last.get(name) ?? message.version - 1;
    const expected = seen + 1;
    if (message.version < expected) return { place: 'old', expected };
    if (message.version > expected) return { place: 'ahead', expected };
    last.set(name, message.version);
    return { place: 'next', expected };
  });
}

/** What operators read about a gap. */
export function describeGap(expected: number, found: number): string {
  return `gap: expected version ${expected}, found ${found}`;
}
