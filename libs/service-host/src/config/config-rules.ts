import { ValidateBy, type ValidationOptions } from 'class-validator';

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
