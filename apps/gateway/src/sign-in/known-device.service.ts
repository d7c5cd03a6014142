import { timingSafeEqual } from 'node:crypto';
import { addDays, type Instant } from '@houtai/domain-kit';

/** So long after a sign-in its device is known; each sign-in with it makes a new token. */
export const DEVICE_DAYS = 180;

const TOKEN = /^([0-9a-z]{1,10})\.([\w-]{16,64})\.([\w-]{43})$/;

/** A keyed digest of text: nobody without the key can make one. */
export type Digest = (text: string) => Buffer;

/**
 * What a device keeps that has signed in, so that its failures are counted apart (OWASP, "device cookies"). It is no
 * credential: whoever steals it may guess a password five times in a quarter of an hour, like anybody else.
 * @param deviceId random, URL-safe
 */
export function deviceToken(username: string, deviceId: string, now: Instant, digest: Digest): string {
  const made = Math.floor(Date.parse(now) / 1000).toString(36);
  return `${made}.${deviceId}.${digest(signed(username, made, deviceId)).toString('base64url')}`;
}

/** The device of a token that was made for this name; undefined for any other text. */
export function deviceOf(token: string, username: string, now: Instant, digest: Digest): string | undefined {
  const [, made = '', deviceId = '', mac = ''] = TOKEN.exec(token) ?? [];
  if (deviceId === '') return undefined;
  const right = digest(signed(username, made, deviceId));
  if (!timingSafeEqual(Buffer.from(mac, 'base64url'), right)) return undefined;
  const madeAt = new Date(parseInt(made, 36) * 1000).toISOString();
  return now < addDays(madeAt, DEVICE_DAYS) ? deviceId : undefined;
}

function signed(username: string, made: string, deviceId: string): string {
  return JSON.stringify(['device', username, made, deviceId]);
}
