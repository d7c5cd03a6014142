import { applyDecorators } from '@nestjs/common';
import { IsInt, Max, Min } from 'class-validator';
import { isTrustedProxies } from '../http/trusted-proxies';
import { Rule } from '../validation/rule';

/** Both bounds included. */
export function IsWholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): PropertyDecorator {
  return applyDecorators(IsInt(), Min(least), Max(most));
}

/** Base64 text that decodes to exactly `count` bytes. */
export function DecodesToBytes(count: number): PropertyDecorator {
  const holds = (value: unknown) =>
    typeof value === 'string' && Buffer.from(value, 'base64').length === count;
  return Rule('decodesToBytes', holds, `must be ${count} bytes in base64`);
}

/** JSON text `{"keys":[{"kty":…}]}` with at least one key. */
export function IsJsonWebKeySet(): PropertyDecorator {
  return Rule('isJsonWebKeySet', isJsonWebKeySet, 'must be a JSON Web Key Set with at least one key');
}

/** Addresses and networks, comma separated, or nothing. */
export function NamesTrustedProxies(): PropertyDecorator {
  const holds = (value: unknown) => typeof value === 'string' && isTrustedProxies(value);
  const must = 'must be IP addresses or networks such as 10.0.0.0/8, comma separated';
  return Rule('namesTrustedProxies', holds, must);
}

function isJsonWebKeySet(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    const { keys } = JSON.parse(value) as { keys?: unknown };
    const isKey = (key: { kty?: unknown }) => typeof key?.kty === 'string';
    return Array.isArray(keys) && keys.length > 0 && keys.every(isKey);
  } catch {
    return false;
  }
}
