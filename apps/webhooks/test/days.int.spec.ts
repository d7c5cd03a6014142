import { Receiver } from './receiver';
import { startWebhooks, type Webhooks } from './webhooks-fixture';

describe('what is kept', () => {
  let service: Webhooks;
  let receiver: Receiver;

  beforeEach(async () => {
    [service, receiver] = await Promise.all([startWebhooks(), Receiver.start()]);
  });
  afterEach(async () => {
    await service.close();
    await receiver.down();
  });

  it('is dropped with its day', async () => {
    await service.endpoint(receiver.url());
    await service.confirm(2);
    await receiver.has(2);
    await service.settled();
    await service.sql(`
      create table message_2020_01_01 partition of message for values from ('2020-01-01') to ('2020-01-02');
      create table attempt_2020_01_01 partition of attempt for values from ('2020-01-01') to ('2020-01-02');
      update message set day = '2020-01-01' where id = (select min(id) from message);
      update delivery set message_day = '2020-01-01' where message_id = (select min(id) from message)`);
    for (let gone = 1; gone > 0;)
      gone = (await service.sql<{ gone: number }>('select drop_webhook_days() as gone'))[0]?.gone ?? 0;
    const left = await service.sql<{ messages: number; deliveries: number; old: string | null }>(
      `select (select count(*)::int from message) as messages, (select count(*)::int from delivery) as deliveries,
              to_regclass('message_2020_01_01')::text as old`,
    );
    expect(left).toEqual([{ messages: 1, deliveries: 1, old: null }]);
  });
});
