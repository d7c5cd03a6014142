import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import type { PoolClient, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';

/** Plain SQL, inside the transaction at hand when there is one, else one statement of its own. */
@Injectable()
export class Sql {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  /** Rows of a statement, or those a statement returns. */
  async rows<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.run((client) => client.query<Row>(text, [...values]));
  }

  /**
   * The same for a statement of a hot path: Postgres keeps its plan under `name`, for planning a statement of
   * several parts costs more than running it. One name, one text.
   */
  async prepared<Row extends QueryResultRow>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<Row[]> {
    return this.run((client) => client.query<Row>({ name, text, values: [...values] }));
  }

  private async run<Row extends QueryResultRow>(
    query: (client: PoolClient) => Promise<{ rows: Row[] }>,
  ): Promise<Row[]> {
    const ambient = this.unitOfWork.ambient()?.queryRunner;
    const runner = ambient ?? this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      return (await query(client)).rows;
    } finally {
      if (!ambient) await runner.release();
    }
  }
}
