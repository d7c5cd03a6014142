import { getDayDetail } from 'chinese-days';
import { DateTime } from 'luxon';
import { Instant, addDays } from './instant';

/** A calendar day of a branch, `YYYY-MM-DD`. */
export type BusinessDay = string;

/** `workday` includes make-up workdays (调休上班日), `holiday` the public holidays (法定节假日) with their bridging days. */
export type DayKind = 'workday' | 'weekend' | 'holiday';

/** Branches are in China unless configured otherwise. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

/** The branch's day in which `instant` lies. Throws RangeError for an unknown time zone. */
export function businessDay(instant: Instant, timeZone: string = DEFAULT_TIME_ZONE): BusinessDay {
  return wallClock(Date.parse(instant), timeZone).slice(0, 10);
}

/** The first instant of the branch's day. */
export function startOfDay(day: BusinessDay, timeZone: string = DEFAULT_TIME_ZONE): Instant {
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  if (!Number.isNaN(midnight)) {
    const guess = midnight - offsetMs(midnight, timeZone);
    if (wallClock(guess, timeZone) === `${day}T00:00:00.000Z`) return new Date(guess).toISOString();
  }
  // Near a change of the clocks midnight may come twice or not at all: the library knows.
  const start = DateTime.fromISO(day, { zone: timeZone });
  if (!start.isValid) throw new RangeError(`Not a day in a known time zone: ${day} ${timeZone}`);
  return start.toUTC().toJSDate().toISOString();
}

export function nextDay(day: BusinessDay): BusinessDay {
  return addDays(`${day}T00:00:00.000Z`, 1).slice(0, 10);
}

/** Which price list a day belongs to. Public holidays and make-up workdays are those proclaimed by the State Council. */
export function dayKind(day: BusinessDay): DayKind {
  const { work, name } = getDayDetail(day);
  if (work) return 'workday';
  // A proclaimed day is named "National Day,国庆节,3"; a plain free day has only its weekday's name.
  return name.includes(',') ? 'holiday' : 'weekend';
}

/** Hour of the branch's day with minutes as fraction, 0 <= h < 24. */
export function hourOfDay(instant: Instant, timeZone: string = DEFAULT_TIME_ZONE): number {
  const local = wallClock(Date.parse(instant), timeZone);
  return Number(local.slice(11, 13)) + Number(local.slice(14, 16)) / 60;
}

/** What the branch's clock shows, written as if it were UTC. */
function wallClock(ms: number, timeZone: string): string {
  return new Date(ms + offsetMs(ms, timeZone)).toISOString();
}

const QUARTER_HOUR = 900_000;
const MOST_OFFSETS = 50_000;
const offsets = new Map<string, Map<number, number>>();

/** Offset from UTC; remembered per quarter of an hour, since no zone changes its clocks in between, and asking is dear. */
function offsetMs(ms: number, timeZone: string): number {
  let known = offsets.get(timeZone);
  if (!known) offsets.set(timeZone, (known = new Map()));
  const quarter = Math.floor(ms / QUARTER_HOUR);
  const remembered = known.get(quarter);
  if (remembered !== undefined) return remembered;
  const local = DateTime.fromMillis(ms, { zone: timeZone });
  if (!local.isValid) throw new RangeError(`Not a time in a known time zone: ${ms} ${timeZone}`);
  if (known.size >= MOST_OFFSETS) known.clear();
  const offset = local.offset * 60_000;
  known.set(quarter, offset);
  return offset;
}
