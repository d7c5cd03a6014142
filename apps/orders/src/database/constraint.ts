/** Name of the constraint that refused a row, undefined for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, constraint, driverError } = error as {
    code?: unknown;
    constraint?: unknown;
    driverError?: unknown;
  };
  if (code === '23505' && typeof constraint === 'string') return constraint;
  return driverError === undefined || driverError === error ? undefined : violatedConstraint(driverError);
}
