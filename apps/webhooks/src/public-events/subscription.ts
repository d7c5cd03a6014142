import { PUBLIC_EVENTS } from './public-catalogue';

const TYPES = PUBLIC_EVENTS.map(({ type }) => type);
const FAMILIES = TYPES.map((type) => `${type.slice(0, type.indexOf('.'))}.*`);

/** What an endpoint may subscribe to: a type, all of a family (`reservation.*`), or everything (`*`). */
export const SUBSCRIPTIONS: readonly string[] = [...new Set(['*', ...FAMILIES, ...TYPES])];

export function isSubscription(text: unknown): text is string {
  return typeof text === 'string' && SUBSCRIPTIONS.includes(text);
}

/** Whether one of the subscriptions takes a type; the fan-out says the same in SQL (`webhook_takes`). */
export function takes(subscriptions: readonly string[], type: string): boolean {
  return subscriptions.some(
    (wanted) =>
      wanted === '*' || wanted === type || (wanted.endsWith('.*') && type.startsWith(wanted.slice(0, -1))),
  );
}
