import { hourOfDay, type Instant } from '@houtai/domain-kit';

/** Local opening hours of a branch, `HH:mm`; closing before opening means past midnight, equal means round the clock. */
export interface OpeningHours {
  timeZone: string;
  opensAt: string;
  closesAt: string;
}

/** Whether vehicles are handed over and returned at this instant; the minute of closing still counts. */
export function isOpenAt({ timeZone, opensAt, closesAt }: OpeningHours, instant: Instant): boolean {
  const opens = hour(opensAt);
  const closes = hour(closesAt);
  const now = hourOfDay(instant, timeZone);
  if (opens === closes || (opens === 0 && closes === 24)) return true;
  return opens < closes ? opens <= now && now <= closes : now >= opens || now <= closes;
}

function hour(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) + Number(minutes) / 60;
}
