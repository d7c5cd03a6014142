import { Client } from 'pg';
import { migrationFolders } from '@houtai/service-host';
import { migrationScripts, scripted, testDatabase, type TestDatabase } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import { refusal } from './books-database';

/** The last release knew neither the functions that keep the books nor who may call them. */
const FIRST_AFTER = '1795500000001';

describe('roles that seal and close, in a database of the release before', () => {
  let database: TestDatabase;
  let owner: Client;
  let app: Client;

  const connect = async (url: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    return client;
  };

  beforeAll(async () => {
    const [messaging = '', host = '', own = ''] = migrationFolders(financeDefinition);
    const before = [
      ...(await migrationScripts(messaging)),
      ...(await migrationScripts(host)),
      ...(await migrationScripts(own, (file) => file < FIRST_AFTER)),
    ];
    database = await testDatabase('finance', scripted(before));
    [owner, app] = await Promise.all([connect(database.ownerUrl), connect(database.appUrl)]);
    await app.query('insert into period (yyyymm) values (202703)');
    for (const script of await migrationScripts(own, (file) => file >= FIRST_AFTER))
      await owner.query(script);
  });
  afterAll(async () => {
    await Promise.all([owner?.end(), app?.end()]);
    await database?.drop();
  });

  const byFunction = ['begin', 'select * from seal_entries(5)'];
  const move = ['begin', `select advance_period(202703, 'closing', 'x', null, 'Asia/Shanghai')`];
  const written = ['begin', `update period set state = 'closing', changed_by = 'x' where yyyymm = 202703`];

  it('lets the role of the service go on for a day', async () => {
    for (const statements of [byFunction, move, written])
      expect(await refusal(app, statements)).toBeUndefined();
  });

  it('lets the roles that are there for it do it from the start', async () => {
    const [sealer, closer] = [
      await connect(database.besideUrls.sealer ?? ''),
      await connect(database.besideUrls.closer ?? ''),
    ];
    expect(await refusal(sealer, byFunction)).toBeUndefined();
    expect(await refusal(closer, move)).toBeUndefined();
    await Promise.all([sealer.end(), closer.end()]);
  });

  it('refuses the role of the service when the day is over', async () => {
    await owner.query('update books set strict_from = now()');
    for (const statements of [move, written]) expect(await refusal(app, statements)).toBe('FIN11');
  });
});
