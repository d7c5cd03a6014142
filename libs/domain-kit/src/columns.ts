import { toInstant, type Instant } from './instant';

/** A column; what the driver reads from it is for the compiler alone. */
export class Column<Read> {
  declare readonly read: Read;
}

/** `null` in `Read` where the column may be empty. */
export function column<Read>(): Column<Read> {
  return new Column<Read>();
}

type ByName = Readonly<Record<string, Column<unknown>>>;

/** Every column of a table but `version` and `revision`, by name as the database has it. */
export interface Columns {
  /** Written once, the id among them. */
  readonly fixed: ByName;
  /** A decision may change them. */
  readonly changing: ByName;
}

/** A row as the driver reads it. */
export type RowOf<Table extends Columns> = {
  [Name in keyof (Table['fixed'] & Table['changing'])]: (Table['fixed'] &
    Table['changing'])[Name] extends Column<infer Read>
    ? Read
    : never;
};

type Camel<Name> = Name extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;
type Present<Value> = Exclude<Value, null> extends Date ? Instant : Exclude<Value, null>;

/** The same in the code's words: `pick_up_at: Date | null` is `pickUpAt?: Instant`. */
export type Fields<Row> = {
  [Name in keyof Row as null extends Row[Name] ? never : Camel<Name>]: Present<Row[Name]>;
} & { [Name in keyof Row as null extends Row[Name] ? Camel<Name> : never]?: Present<Row[Name]> };

export function columnNames({ fixed, changing }: Columns): string[] {
  return [...Object.keys(fixed), ...Object.keys(changing)];
}

/** Fields of the columns named, of all without names; an empty column has none. */
export function toFields<Row extends object>(
  row: Row,
  names: readonly string[] = Object.keys(row),
): Fields<Row> {
  const fields: Record<string, unknown> = {};
  for (const name of names) {
    const value: unknown = Reflect.get(row, name);
    if (value !== null) fields[fieldOf(name)] = value instanceof Date ? toInstant(value) : value;
  }
  return fields as Fields<Row>;
}

/** Values of the columns named, as JSON has them; fields that are no columns are passed over. */
export function toColumns(fields: object, names: readonly string[]): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const name of names) columns[name] = Reflect.get(fields, fieldOf(name)) as unknown;
  return columns;
}

/** As many as there are columns; made once, since each row asks for all of its own. */
const fieldNames = new Map<string, string>();

/** What a column is called in the code: `pick_up_at` is `pickUpAt`. */
export function fieldOf(column: string): string {
  const known = fieldNames.get(column);
  if (known !== undefined) return known;
  const field = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  fieldNames.set(column, field);
  return field;
}
