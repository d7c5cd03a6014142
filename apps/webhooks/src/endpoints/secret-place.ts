/** Where a secret lies sealed: good for this row alone. */
export const SEALED_SECRET = { table: 'endpoint_secret', column: 'secret', key: ['id'] };

interface Box {
  seal(plain: string, place: { table: string; column: string; record: string }): string;
  open(sealed: string, place: { table: string; column: string; record: string }): string;
}

export function sealSecret(box: Pick<Box, 'seal'>, id: string, secret: string): string {
  return box.seal(secret, placeOf(id));
}

export function openSecret(box: Pick<Box, 'open'>, { id, secret }: { id: string; secret: string }): string {
  return box.open(secret, placeOf(id));
}

function placeOf(record: string) {
  const { table, column } = SEALED_SECRET;
  return { table, column, record };
}
