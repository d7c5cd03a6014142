import { applyDecorators } from '@nestjs/common';
import { IsInt, Max, Min, ValidateBy, type ValidationOptions } from 'class-validator';
import { isTrustedProxies } from '../http/trusted-proxies';

/** Both bounds included. */
export function IsWholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): PropertyDecorator {
  return applyDecorators(IsInt(), Min(least), Max(most));
}

/** Base64 text that decodes to exactly `count` bytes. */
export function DecodesToBytes(count: number, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'decodesToBytes',
      constraints: [count],
      validator: {
        validate: (value) => typeof value === 'string' && Buffer.from(value, 'base64').length === count,
        defaultMessage: () => `$property must be ${count} bytes in base64`,
      },
    },
    options,
  );
}

/** JSON text `{"keys":[{"kty":…}]}` with at least one key. */
export function IsJsonWebKeySet(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isJsonWebKeySet',
      validator: {
        validate: isJsonWebKeySet,
        defaultMessage: () => '$property must be a JSON Web Key Set with at least one key',
      },
    },
    options,
  );
}

/** Addresses and networks, comma separated, or nothing. */
export function NamesTrustedProxies(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'namesTrustedProxies',
      validator: {
        validate: (value) => typeof value === 'string' && isTrustedProxies(value),
        defaultMessage: () =>
          '$property must be IP addresses or networks such as 10.0.0.0/8, comma separated',
      },
    },
    options,
  );
}

function isJsonWebKeySet(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    const { keys } = JSON.parse(value) as { keys?: unknown };
    return (
      Array.isArray(keys) &&
      keys.length > 0 &&
      keys.every((key: { kty?: unknown }) => typeof key?.kty === 'string')
    );
  } catch {
    return false;
  }
}
