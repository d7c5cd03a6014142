/**
 * The paths of all fields that are null, such as `drivers[0].licence`. class-validator's `@IsOptional()` would let
 * them pass unchecked, down to a column that must not be null: a field is given or left out.
 */
export function nullFields(value: unknown, path = ''): string[] {
  if (value === null) return [path];
  if (Array.isArray(value)) return value.flatMap((item, i) => nullFields(item, `${path}[${i}]`));
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, field]) => nullFields(field, path ? `${path}.${name}` : name));
}

/** The same without its null fields, so that the rest can be judged. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => (field === null ? [] : [[name, withoutNulls(field)]])),
  );
}
