import { Instant, businessDay } from '@houtai/domain-kit';

/**
 * The waves of a day, in order: what comes later may depend on what came before, so the bus drains in between.
 * A day's actions of the same wave run concurrently.
 */
const WAVES = [
  'submit',
  'answer',
  'change',
  'cancel',
  'pay',
  'return',
  'check-in',
  'handover',
  'late-handover',
] as const;

export type Wave = (typeof WAVES)[number];
type Action = () => Promise<void>;

/** What is to be done, by business day and wave. An action may add others, also to the day being played. */
export class Agenda {
  private readonly days = new Map<string, Map<Wave, Action[]>>();
  private latest = '';

  add(at: Instant, wave: Wave, action: Action): void {
    const day = businessDay(at);
    const waves = this.days.get(day) ?? new Map<Wave, Action[]>();
    this.days.set(day, waves);
    const actions = waves.get(wave);
    if (actions) actions.push(action);
    else waves.set(wave, [action]);
    if (day > this.latest) this.latest = day;
  }

  /** The earliest day with something left to do. */
  firstDay(): string | undefined {
    let first: string | undefined;
    for (const [day, waves] of this.days) if (waves.size > 0 && (!first || day < first)) first = day;
    return first;
  }

  /** The last day anything was ever planned for. */
  lastDay(): string {
    return this.latest;
  }

  /** Removes and returns the first wave left for `day`; empty when the day is done. */
  takeWave(day: string): Action[] {
    const waves = this.days.get(day);
    if (!waves) return [];
    for (const wave of WAVES) {
      const actions = waves.get(wave);
      if (!actions) continue;
      waves.delete(wave);
      if (waves.size === 0) this.days.delete(day);
      return actions;
    }
    return [];
  }
}
