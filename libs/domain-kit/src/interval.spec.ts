import { contains, durationMinutes, intersect, isProper, overlaps } from './interval';
import { addDays, addMinutes, hoursBetween, toInstant } from './instant';

const at = (hour: number) => toInstant(`2026-03-01T${String(hour).padStart(2, '0')}:00:00+08:00`);
const span = (from: number, to: number) => ({ from: at(from), to: at(to) });

describe('half-open intervals', () => {
  it('a return at 10:00 and a pick-up at 10:00 do not overlap', () => {
    expect(overlaps(span(8, 10), span(10, 12))).toBe(false);
    expect(overlaps(span(8, 11), span(10, 12))).toBe(true);
  });

  it('contains its start and not its end', () => {
    expect(contains(span(8, 10), at(8))).toBe(true);
    expect(contains(span(8, 10), at(10))).toBe(false);
  });

  it('intersects to the common part or to nothing', () => {
    expect(intersect(span(8, 11), span(10, 12))).toEqual(span(10, 11));
    expect(intersect(span(8, 10), span(10, 12))).toBeUndefined();
    expect(isProper(span(9, 9))).toBe(false);
  });

  it('measures elapsed time', () => {
    expect(durationMinutes(span(8, 10))).toBe(120);
    expect(hoursBetween(at(8), addDays(at(8), 1))).toBe(24);
    expect(addMinutes(at(8), 60)).toBe(at(9));
  });
});
