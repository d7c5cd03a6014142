import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentCall } from '@houtai/messaging';
import { Client } from 'pg';
import { Shop } from './a-running-shop';

const MEASURED = join(__dirname, '..', '..', '..', 'bench', 'sql');

interface Statement {
  name?: string;
  text: string;
}

/** `npm run bench` compares intake with pgbench running the same statements; here is what keeps them the same. */
describe('statements of the intake of a reservation', () => {
  let shop: Shop;
  beforeAll(async () => (shop = await Shop.open()));
  afterAll(() => shop?.service.close());

  it('are the two that the benchmark measures', async () => {
    const sent: Statement[] = [];
    const query = Client.prototype.query;
    const spy = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
      this: Client,
      ...parameters: unknown[]
    ) {
      // Only a request has an actor; the relay and the consumers work beside it.
      if (currentCall()?.actor !== undefined) sent.push(parameters[0] as Statement);
      return Reflect.apply(query, this, parameters) as unknown;
    } as typeof query);
    await shop.submit();
    spy.mockRestore();

    const measured = ['wish-facts', 'reservation-insert-told'].map((name) =>
      squeezed(readFileSync(join(MEASURED, `${name}.sql`), 'utf8')),
    );
    expect(sent.map(({ text }) => squeezed(text))).toEqual(measured);
    expect(sent.every(({ name }) => name !== undefined)).toBe(true);
  });
});

/** Blanks and line breaks do not matter, nor does the semicolon at the end of a file. */
function squeezed(sql: string): string {
  return sql.replace(/;\s*$/, '').replaceAll(/\s+/g, ' ').trim();
}
