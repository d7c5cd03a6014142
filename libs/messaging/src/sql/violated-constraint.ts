/** Unique, foreign key, check and exclusion constraints. */
const VIOLATIONS = /^23(505|503|514|P01)$/;

/** Name of the constraint that refused a row, undefined for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, constraint }: { code?: unknown; constraint?: unknown } = error;
  return typeof code === 'string' && VIOLATIONS.test(code) && typeof constraint === 'string'
    ? constraint
    : undefined;
}
