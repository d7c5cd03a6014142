import fc from 'fast-check';
import { addMinutes } from '@houtai/domain-kit';
import { at } from '@houtai/testing';
import { SlaClock, isOverdue, pauseClock, resumeClock, startClock } from './sla-clock';

const START = at('09:00');
const later = (minutes: number) => addMinutes(START, minutes);

describe('clock of the service level', () => {
  it.each([
    ['received', 'high', 4],
    ['received', 'normal', 48],
    ['closed', 'low', 168],
  ] as const)('%s, severity %s: due in %i hours', (status, severity, hours) => {
    expect(startClock(status, severity, START)).toEqual({ kind: 'running', dueAt: later(hours * 60) });
  });

  it('has nothing to measure after the follow-up', () => {
    const stopped = startClock('followed-up', 'high', START);
    expect(stopped).toEqual({ kind: 'stopped' });
    expect(isOverdue(stopped, later(1e6))).toBe(false);
    expect(resumeClock(pauseClock(stopped, START), START)).toEqual(stopped);
  });

  it('is late from the due time on, and not while it waits', () => {
    const clock = startClock('received', 'high', START);
    expect(isOverdue(clock, later(239))).toBe(false);
    expect(isOverdue(clock, later(240))).toBe(true);
    expect(isOverdue(pauseClock(clock, later(239)), later(9999))).toBe(false);
    expect(isOverdue(pauseClock(clock, later(241)), later(9999))).toBe(true);
  });

  it('whatever the pauses: due after the agreed running time, to the millisecond', () => {
    const stretch = fc.record({ runMs: fc.nat(5e6), pauseMs: fc.nat(5e8) });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 20 }), (stretches) => {
        let clock: SlaClock = startClock('received', 'normal', START);
        let now = Date.parse(START);
        let paused = 0;
        for (const { runMs, pauseMs } of stretches) {
          clock = pauseClock(clock, new Date((now += runMs)).toISOString());
          clock = resumeClock(clock, new Date((now += pauseMs)).toISOString());
          paused += pauseMs;
        }
        const dueAt = new Date(Date.parse(START) + 48 * 3_600_000 + paused).toISOString();
        expect(clock).toEqual({ kind: 'running', dueAt });
      }),
    );
  });
});
