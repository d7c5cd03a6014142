import { addDays, addMinutes } from '@houtai/domain-kit';
import type { ReservationView } from '../src/reservations/reservation-view.dto';
import { NOW, Shop } from './a-running-shop';

interface DueItems {
  items: { id: string; work: string; item: string; status: string; attempts: number; error: string }[];
}

describe('a reservation that cannot expire', () => {
  let shop: Shop;
  let poisoned: ReservationView;
  let others: ReservationView[];

  beforeAll(async () => {
    shop = await Shop.open();
    [poisoned, ...others] = [await shop.submit(), await shop.submit(), await shop.submit()];
    await shop.service.sql(`
      create function poison() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$;
      create trigger poison before update on reservation
        for each row when (old.reservation_id = '${poisoned.id}') execute function poison()`);
    await shop.service.advanceTo(addMinutes(NOW, 15));
  });
  afterAll(() => shop?.service.close());

  const failing = () => shop.get<DueItems>('../../internal/due-items');

  it('does not keep the others, which expire in the same tick', async () => {
    for (const { id } of others) expect(await shop.reservation(id)).toMatchObject({ status: 'expired' });
    expect(await shop.reservation(poisoned.id)).toMatchObject({ status: 'submitted' });
  });

  it('does not keep the clock, either', async () => {
    const later = await shop.submit();
    await shop.service.advanceTo(addMinutes(NOW, 16));
    expect(await shop.reservation(later.id)).toMatchObject({ status: 'expired' });
  });

  it('is shown to operators, with what it failed of', async () => {
    const { body } = await failing();
    expect(body.items).toMatchObject([
      { work: 'expire-unanswered-reservations', item: poisoned.id, status: 'backing-off', attempts: 2 },
    ]);
    expect(body.items[0]?.error).toContain('P0001');
  });

  it('is given up after ten attempts, until an operator asks for it again', async () => {
    for (let day = 1; day <= 10; day += 1) await shop.service.advanceTo(addDays(NOW, day));
    const [item] = (await failing()).body.items;
    expect(item).toMatchObject({ status: 'given-up', attempts: 10 });

    await shop.service.sql('drop trigger poison on reservation');
    await shop.service.advanceTo(addDays(NOW, 11));
    expect(await shop.reservation(poisoned.id)).toMatchObject({ status: 'submitted' });

    expect((await shop.post(`../../internal/due-items/${item?.id}/retry`)).status).toBe(204);
    await shop.service.advanceTo(addDays(NOW, 12));
    expect(await shop.reservation(poisoned.id)).toMatchObject({ status: 'expired' });
    expect((await failing()).body.items).toEqual([]);
  });
});
