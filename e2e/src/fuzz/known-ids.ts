import { kindOf } from '../walk/walk-world';

const KEPT = 40;

/** Ids that answers have shown, by the kind of row, so that requests reach what there is. */
export class KnownIds {
  private readonly ids = new Map<string, string[]>();

  /** @param spared ids that no request may name: what the fuzzer itself stands on */
  constructor(private readonly spared: ReadonlySet<string>) {}

  /** The latest of a kind first. */
  of(kind: string): readonly string[] {
    return this.ids.get(kind) ?? [];
  }

  /** @param kind of rows whose `id` stands in the answer without a name of its own */
  learn(body: unknown, kind: string | undefined): void {
    if (Array.isArray(body)) return body.slice(0, 20).forEach((one) => this.learn(one, kind));
    if (typeof body !== 'object' || body === null) return;
    for (const [name, value] of Object.entries(body)) {
      if (typeof value === 'string') this.note(name === 'id' ? kind : kindOf(name), value);
      else this.learn(value, name === 'items' ? kind : undefined);
    }
  }

  private note(kind: string | undefined, id: string): void {
    if (kind === undefined || !/^[0-9a-f-]{36}$/.test(id) || this.spared.has(id)) return;
    const known = this.ids.get(kind) ?? [];
    this.ids.set(kind, [id, ...known.filter((one) => one !== id)].slice(0, KEPT));
  }
}
