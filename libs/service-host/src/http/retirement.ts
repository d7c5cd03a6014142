import type { ApiResponseOptions } from '@nestjs/swagger';
import type { Instant } from '@houtai/domain-kit';

/** An operation that ends. */
export interface Retirement {
  /** From when on nobody should begin to use it. */
  readonly since: Instant;
  /** From when on it may be gone. */
  readonly sunset: Instant;
  /** Path of what to use instead. */
  readonly successor?: string;
}

const DAY_MS = 86_400_000;
/** Partners' systems are not changed in a month. */
const PARTNERS_DAYS = 180;

/** Throws for one that ends before it is retired, or too soon for partners. */
export function checkRetirement({ since, sunset }: Retirement, isForPartners: boolean): void {
  const days = (Date.parse(sunset) - Date.parse(since)) / DAY_MS;
  const fewest = isForPartners ? PARTNERS_DAYS : 0;
  if (days > fewest || (isForPartners && days === fewest)) return;
  throw new Error(`a retired route is there for more than ${fewest} days, not ${days}`);
}

/** `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link`, of every answer. */
export function retirementHeaders({ since, sunset, successor }: Retirement): Record<string, string> {
  const links = ['</docs>; rel="deprecation"; type="text/html"'];
  if (successor !== undefined) links.push(`<${successor}>; rel="successor-version"`);
  return {
    Deprecation: `@${Date.parse(since) / 1000}`,
    Sunset: new Date(sunset).toUTCString(),
    Link: links.join(', '),
  };
}

/** What the document says of it behind the description of the route. */
export function retirementText({ since, sunset, successor }: Retirement): string {
  const instead = successor === undefined ? 'Nothing follows it' : `Use \`${successor}\` instead`;
  return `Deprecated since ${since.slice(0, 10)}, and may be gone from ${sunset.slice(0, 10)} on. ${instead}.`;
}

export const RETIREMENT_HEADERS: NonNullable<ApiResponseOptions['headers']> = {
  Deprecation: {
    description: 'Since when it is deprecated (RFC 9745): `@` and seconds since 1970',
    schema: { type: 'string', example: '@1767225600' },
  },
  Sunset: {
    description: 'From when on it may be gone (RFC 8594)',
    schema: { type: 'string', example: 'Wed, 01 Jul 2026 00:00:00 GMT' },
  },
};
