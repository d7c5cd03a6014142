import { Query, type QueryConfig } from 'pg';

/** The part of pg's connection that writes messages of the extended protocol. */
interface Wire {
  parse(query: { text: string }): void;
  bind(portal: object): void;
  execute(portal: object): void;
}

/** What pg's own `Query` does and its types leave out. */
interface QueryInternals {
  prepare(connection: Wire): void;
  handleCommandComplete(message: object, connection: Wire): void;
}

const internals = Query.prototype as unknown as QueryInternals;

/**
 * The first statement of a transaction together with its BEGIN, in one write. The two belong to one group of messages:
 * when BEGIN fails, Postgres skips the statement instead of running it outside of any transaction.
 */
export class BeginThen extends Query {
  private statementName: string | undefined;
  /** Whether Postgres has answered BEGIN. */
  hasBegun = false;
  private beginIsUnderWay: boolean;

  constructor(
    private readonly begin: string,
    statement: QueryConfig,
  ) {
    super(statement);
  }

  /** pg takes the first "parsed" it hears for that of the named statement; while BEGIN is under way there is no name. */
  get name(): string | undefined {
    return this.beginIsUnderWay ? undefined : this.statementName;
  }
  set name(name: string | undefined) {
    this.statementName = name;
  }

  requiresPreparation(): boolean {
    return true;
  }

  prepare(connection: Wire): void {
    connection.parse({ text: this.begin });
    connection.bind({});
    connection.execute({});
    internals.prepare.call(this, connection);
    this.beginIsUnderWay = true;
  }

  handleCommandComplete(message: object, connection: Wire): void {
    if (this.hasBegun) return internals.handleCommandComplete.call(this, message, connection);
    this.hasBegun = true;
    this.beginIsUnderWay = false;
  }
}
