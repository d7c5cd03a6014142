/**
 * The body with every field that is null left out, at any depth: null means "not given". class-validator's
 * `@IsOptional()` would let it pass unchecked, down to a column that must not be null.
 */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => (field === null ? [] : [[name, withoutNulls(field)]])),
  );
}
