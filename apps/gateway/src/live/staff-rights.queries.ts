import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';

interface Holder {
  readonly id: string;
  readonly roles: readonly string[];
}

interface Row {
  id: string;
  roles: string[];
  disabled: boolean;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Which holders of tokens have lost, since they got them, their account or a role of theirs. */
@Injectable()
export class StaffRights {
  constructor(private readonly sql: Sql) {}

  /** Those of `holders`. Holders without an account here are those of another issuer, of whom nothing is known. */
  async lostBy<H extends Holder>(holders: readonly H[]): Promise<ReadonlySet<H>> {
    const ids = [...new Set(holders.map(({ id }) => id).filter((id) => UUID.test(id)))];
    if (ids.length === 0) return new Set();
    const rows = await this.sql.rows<Row>('select id, roles, disabled from account where id = any ($1)', [
      ids,
    ]);
    const accounts = new Map(rows.map((row) => [row.id, row]));
    return new Set(
      holders.filter(({ id, roles }) => {
        const account = accounts.get(id);
        if (account === undefined) return false;
        return account.disabled || roles.some((role) => !account.roles.includes(role));
      }),
    );
  }
}
