import fc from 'fast-check';
import { DateTime } from 'luxon';
import { businessDay, dayKind, hourOfDay, nextDay, startOfDay } from './business-calendar';

describe('business calendar', () => {
  it('puts an instant into the day of the branch, not of the server', () => {
    expect(businessDay('2026-02-28T15:59:59.999Z')).toBe('2026-02-28');
    expect(businessDay('2026-02-28T16:00:00.000Z')).toBe('2026-03-01');
    expect(businessDay('2026-02-28T16:00:00.000Z', 'UTC')).toBe('2026-02-28');
  });

  it('starts a Shanghai day at 16:00 UTC the day before and ends it where the next one starts', () => {
    expect(startOfDay('2026-03-01')).toBe('2026-02-28T16:00:00.000Z');
    expect(startOfDay(nextDay('2026-02-28'))).toBe('2026-02-28T16:00:00.000Z');
    expect(nextDay('2026-12-31')).toBe('2027-01-01');
    expect(hourOfDay('2026-03-01T01:30:00.000Z')).toBe(9.5);
  });

  it('agrees with the time zone library on any day, also where clocks change', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
      'UTC',
    );
    const instants = fc.date({
      min: new Date('2010-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, zones, (date, zone) => {
        const local = DateTime.fromJSDate(date, { zone });
        const day = local.toFormat('yyyy-MM-dd');
        expect(businessDay(date.toISOString(), zone)).toBe(day);
        expect(startOfDay(day, zone)).toBe(DateTime.fromISO(day, { zone }).toJSDate().toISOString());
        expect(hourOfDay(date.toISOString(), zone)).toBe(local.hour + local.minute / 60);
      }),
    );
  });

  it.each([
    ['2026-03-04', 'workday', 'a Wednesday'],
    ['2026-03-07', 'weekend', 'a Saturday'],
    ['2025-10-01', 'holiday', 'National Day'],
    ['2025-10-04', 'holiday', 'a Saturday inside the National Day week'],
    ['2025-10-11', 'workday', 'a make-up workday on a Saturday'],
    ['2025-10-12', 'weekend', 'the Sunday after it'],
  ] as const)('%s is a %s: %s', (day, kind, _why) => {
    expect(dayKind(day)).toBe(kind);
  });

  it('refuses an unknown time zone', () => {
    expect(() => startOfDay('2026-03-01', 'Mars/Olympus')).toThrow(RangeError);
  });
});
