import { idOf, parametersLike, type Taken } from './parameters';
import { STATEMENTS, type StatementName } from './statements';

/** Rows to choose from in the database of the floor. */
export interface Choices {
  readonly customers: number;
  readonly branches: number;
  readonly classes: number;
}

/** The numbers behind ids have twelve digits; `n` starts here, and so do customers and branches. */
export const FIRST = 100_000_000_000;
/** Eight digits: the client. */
export const FIRST_CLIENT = 10_000_000;

/**
 * One submission as a pgbench script. Each session prepares the statements once and then executes them, as the
 * service's connections do; the variables are put into the text, which pgbench does with `-M simple`.
 */
export function pgbenchScript(
  texts: Readonly<Record<StatementName, string>>,
  taken: Taken,
  { customers, branches, classes }: Choices,
): string {
  const parameters = parametersLike(taken, (variable) => `:${variable}`);
  const named = (name: StatementName) => name.replaceAll('-', '_');
  return [
    '\\if :ready = 0',
    ...STATEMENTS.map((name) => `prepare ${named(name)} as ${oneLine(texts[name])};`),
    '\\set ready 1',
    '\\endif',
    '\\set n :n + 1',
    `\\set m ${FIRST_CLIENT} + :client_id`,
    `\\set customer random(${FIRST}, ${FIRST + customers - 1})`,
    `\\set branch random(${FIRST}, ${FIRST + branches - 1})`,
    `\\set k random(1, ${classes})`,
    ...STATEMENTS.map((name) => `execute ${named(name)}(${parameters[name].map(quoted).join(', ')});`),
    '',
  ].join('\n');
}

/** Ids of the rows to choose from, in the floor's database. */
export function chosenIds(kind: 'customer' | 'branch', count: number): string[] {
  return Array.from({ length: count }, (_, i) => idOf[kind](String(FIRST + i)));
}

function oneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').trim();
}

function quoted(text: string | null): string {
  return text === null ? 'null' : `'${text.replaceAll("'", "''")}'`;
}
