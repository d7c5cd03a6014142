import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';

/** Tables of what another service owns, with their primary keys. */
const KEYS = { branch: 'branch_id', vehicle_class: 'class_code', vehicle: 'vehicle_id' };

@Injectable()
export class ReferenceDataStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Keeps rows, all with the same columns, among them `version`: of each key the newest that was ever told. */
  async keep(table: keyof typeof KEYS, rows: readonly { version: number }[]): Promise<void> {
    const key = KEYS[table];
    const columns = Object.keys(rows[0] ?? {});
    const set = columns.map((column) => `${column} = excluded.${column}`);
    await this.unitOfWork.sql.write(
      `insert into ${table} (${columns.join(', ')})
       select distinct on (${key}) ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1::jsonb)
        order by ${key}, version desc
       on conflict (${key}) do update set ${set.join(', ')} where ${table}.version < excluded.version`,
      [JSON.stringify(rows)],
    );
  }
}
