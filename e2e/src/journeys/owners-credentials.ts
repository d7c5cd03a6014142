import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import type { Office } from '../system/office';

/** Whoever takes a service over must not get hold of the role that may change its tables. */
export function ownersCredentialsJourney(office: () => Office): void {
  describe('the credentials of the owners of the databases', () => {
    const inProcesses = existsSync('/proc/self/environ') ? it : it.skip;

    inProcesses('are in no process of a service', async () => {
      const { services } = office().system;
      expect(services.length).toBeGreaterThan(7);
      for (const { name, pid } of services) {
        const environment = await readFile(`/proc/${pid() ?? 0}/environ`, 'utf8');
        expect({ name, started: environment.includes('HOUTAI_DATABASE_URL=') }).toEqual({
          name,
          started: true,
        });
        expect({ name, held: /[^\0]*(_owner|HOUTAI_MIGRATION_URL)/.exec(environment)?.length }).toEqual({
          name,
          held: undefined,
        });
      }
    });

    it('are used by nobody once the databases are migrated', async () => {
      const { postgresAdminUrl, databases } = office().system.places;
      const admin = new Client({ connectionString: postgresAdminUrl });
      await admin.connect();
      try {
        const { rows } = await admin.query<{ who: string; n: number }>(
          `select usename as who, count(*)::int as n from pg_stat_activity
            where datname = any($1) and usename is not null group by usename`,
          [Object.values(databases)],
        );
        expect(rows.map(({ who }) => who)).toContain('orders_app');
        expect(rows.filter(({ who }) => who.endsWith('_owner'))).toEqual([]);
      } finally {
        await admin.end();
      }
    });
  });
}
