import { getDayDetail } from 'chinese-days';
import { DateTime } from 'luxon';
import { Instant, addDays } from './instant';
import { Interval } from './interval';

/** A calendar day of a branch, `YYYY-MM-DD`. */
export type BusinessDay = string;

/** `workday` includes make-up workdays (调休上班日), `holiday` the public holidays (法定节假日) with their bridging days. */
export type DayKind = 'workday' | 'weekend' | 'holiday';

/** Branches are in China unless configured otherwise. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

/** The branch's day in which `instant` lies. Throws RangeError for an unknown time zone. */
export function businessDay(instant: Instant, timeZone: string = DEFAULT_TIME_ZONE): BusinessDay {
  return inZone(instant, timeZone).toFormat('yyyy-MM-dd');
}

/** The first instant of the branch's day. */
export function startOfDay(day: BusinessDay, timeZone: string = DEFAULT_TIME_ZONE): Instant {
  const start = DateTime.fromISO(day, { zone: timeZone });
  if (!start.isValid) throw new RangeError(`Not a day in a known time zone: ${day} ${timeZone}`);
  return start.toUTC().toJSDate().toISOString();
}

/** The whole of the branch's day as a half-open interval. */
export function dayInterval(day: BusinessDay, timeZone: string = DEFAULT_TIME_ZONE): Interval {
  return { from: startOfDay(day, timeZone), to: startOfDay(nextDay(day), timeZone) };
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
  const local = inZone(instant, timeZone);
  return local.hour + local.minute / 60;
}

function inZone(instant: Instant, timeZone: string): DateTime {
  const local = DateTime.fromISO(instant, { zone: timeZone });
  if (!local.isValid) throw new RangeError(`Not a time in a known time zone: ${instant} ${timeZone}`);
  return local;
}
