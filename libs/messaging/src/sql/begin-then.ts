import { Query, type QueryConfig } from 'pg';

/** The part of pg's connection that writes messages of the extended protocol. */
interface Wire {
  parse(query: { text: string }): void;
  bind(portal: object): void;
  execute(portal: object): void;
  sync(): void;
}

/** What pg's own `Query` does and its types leave out. */
interface QueryInternals {
  prepare(connection: Wire): void;
  handleCommandComplete(message: object, connection: Wire): void;
  _getRows(connection: Wire, rows?: number): void;
}

const internals = Query.prototype as unknown as QueryInternals;

/**
 * The first statement of a transaction together with its BEGIN and its settings, in one write. They belong to one group of
 * messages: when one fails, Postgres skips what follows instead of running it outside of any transaction.
 */
export class BeginThen extends Query {
  private statementName: string | undefined;
  /** Answers to BEGIN and the settings that have not come yet. */
  private awaited: number;
  private beginIsUnderWay: boolean;
  private isDone = false;

  /**
   * @param beginning BEGIN, and what sets the transaction up
   * @param ending COMMIT, when the statement is all there is: the whole transaction is one round trip
   */
  constructor(
    private readonly beginning: readonly string[],
    statement: QueryConfig,
    private readonly ending?: 'commit',
  ) {
    super(statement);
    this.awaited = beginning.length;
  }

  /** Whether Postgres has answered BEGIN and taken the settings. */
  get hasBegun(): boolean {
    return this.awaited === 0;
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
    for (const text of this.beginning) send(connection, text);
    internals.prepare.call(this, connection);
    this.beginIsUnderWay = true;
  }

  handleCommandComplete(message: object, connection: Wire): void {
    if (this.hasBegun) {
      // what comes behind the statement is the answer to COMMIT
      if (!this.isDone) internals.handleCommandComplete.call(this, message, connection);
      this.isDone = true;
      return;
    }
    this.awaited -= 1;
    this.beginIsUnderWay = !this.hasBegun;
  }

  _getRows(connection: Wire, rows?: number): void {
    if (this.ending === undefined) return internals._getRows.call(this, connection, rows);
    connection.execute({});
    send(connection, this.ending);
    connection.sync();
  }
}

function send(connection: Wire, text: string): void {
  connection.parse({ text });
  connection.bind({});
  connection.execute({});
}
