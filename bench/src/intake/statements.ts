import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The statements of `POST /api/v1/reservations` in their order; a test of orders keeps the files as orders sends them. */
export const STATEMENTS = ['wish-facts', 'reservation-insert-told'] as const;
export type StatementName = (typeof STATEMENTS)[number];

/** Text of a statement with `$1` ... for its parameters, without the semicolon. */
export async function statementText(name: StatementName): Promise<string> {
  const file = join(__dirname, '..', '..', 'sql', `${name}.sql`);
  return (await readFile(file, 'utf8')).trim().replace(/;$/, '');
}
