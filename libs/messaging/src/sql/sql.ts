import type { Pool, QueryResultRow } from 'pg';
import { configOf } from './statement';
import type { Explain, Transaction } from './transaction';

/**
 * Plain SQL in the transaction at hand, or, where there is none, as a statement of its own. Every text with parameters is
 * prepared; a statement that names its columns stays prepared when a migration adds one.
 */
export class Sql {
  /** @param partners the transaction that a statement of a partner's request needs even when it is all there is */
  constructor(
    private readonly pool: () => Pool,
    private readonly transaction: () => Transaction | undefined,
    private readonly partners: () => Transaction | undefined,
  ) {}

  /** Rows that a statement reads or returns. */
  async rows<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const statement = { text, values: [...values] };
    const transaction = this.transaction();
    if (transaction) return transaction.rows<Row>(statement);
    const partners = this.partners();
    if (partners) return partners.alone<Row>(statement);
    return (await this.pool().query<Row>(configOf(statement))).rows;
  }

  /**
   * A statement whose rows nobody asks for. Inside a transaction this returns before it is sent, and it shares a round
   * trip with what comes after it; a failure is thrown there.
   * @param explain says what an error of the statement means, e.g. which refusal a violated constraint is
   */
  async write(text: string, values: readonly unknown[], explain: Explain = (error) => error): Promise<void> {
    const statement = { text, values: [...values] };
    const transaction = this.transaction();
    if (transaction) return transaction.write(statement, explain);
    const sent = this.partners()?.alone(statement) ?? this.pool().query(configOf(statement));
    await sent.catch((error: unknown) => Promise.reject(explain(error)));
  }
}
