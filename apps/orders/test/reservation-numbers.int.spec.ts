import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testId } from '@houtai/testing';
import type { AgreementView } from '../src/agreements/agreement.dto';
import { isReservationNumber, readReservationNumber } from '@houtai/domain-kit';
import type { ReservationView } from '../src/reservations/reservation-view.dto';
import { Partner } from './a-partner';
import { INSPECTION, PICK_UP, Shop, THERE, type Answer } from './a-running-shop';

interface List {
  items: { id: string }[];
}

const migration = (name: string) => readFile(join(__dirname, '..', 'migrations', `${name}.sql`), 'utf8');
/** As somebody writes it who did not look well. */
const scrawled = (number: string) =>
  number.replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase();
/** One symbol is another. */
const slipped = (number: string) => (number.startsWith('7') ? '8' : '7') + number.slice(1);

describe('the number of a reservation', () => {
  let shop: Shop;
  let a: Partner;
  let b: Partner;
  beforeAll(async () => {
    shop = await Shop.open();
    a = new Partner(shop, 1);
    b = new Partner(shop, 2);
  });
  afterAll(() => shop?.service.close());

  const codeOf = ({ status, body }: Answer) => ({
    status,
    faults: (body.errors as { field: string; rule: string }[] | undefined)?.map(({ field, rule }) => [
      field,
      rule,
    ]),
  });

  it('is in each view and each event of it', async () => {
    const booked = await a.books(await a.knows());
    const { number } = booked;
    expect(readReservationNumber(number)).toEqual({ is: 'number', number });
    expect(await shop.reservation(booked.id)).toMatchObject({ number });
    const listed = await a.get<{ items: { number: string }[] }>('reservations');
    expect(listed.body.items.map((item) => item.number)).toEqual([number]);
    await a.ask('POST', `reservations/${booked.id}/change`, {
      body: { return: { branchId: THERE, at: '2027-03-02T03:00:00.000Z' } },
    });
    await a.ask('POST', `reservations/${booked.id}/cancel`, { body: {} });
    const events = (await shop.service.eventsPublished()).filter(({ key }) => key === booked.id);
    expect(events.map(({ data }) => data.number)).toEqual(Array.from(events, () => number));
    expect(events.length).toBeGreaterThan(3);
  });

  it('stands wherever its id may stand', async () => {
    const ofMine = await shop.ready(testId(0x31));
    const { id, number } = ofMine;
    for (const key of [number, scrawled(number), number.replaceAll('-', '')]) {
      expect((await shop.get(`reservations/${encodeURIComponent(key)}`)).body).toEqual(
        await shop.get(`reservations/${id}`).then(({ body }) => body),
      );
      const found = await shop.get<List>(`reservations?number=${encodeURIComponent(key)}`);
      expect(found.body.items.map((item) => item.id)).toEqual([id]);
    }
    expect((await shop.get(`reservations/${number}/history`)).body).toEqual(
      (await shop.get(`reservations/${id}/history`)).body,
    );
    const handed = await shop.post<AgreementView>(
      `reservations/${scrawled(number)}/handover`,
      INSPECTION,
      PICK_UP,
    );
    expect(handed).toMatchObject({ status: 201, body: { reservationId: id } });
    for (const filter of [`number=${number}`, `reservationId=${number}`, `reservationId=${id}`]) {
      const rentals = await shop.get<{ items: AgreementView[] }>(`agreements?${filter}`);
      expect(rentals.body.items).toMatchObject([{ id: handed.body.id, reservationNumber: number }]);
    }
    const other = await shop.confirmed();
    const { body } = await shop.post<ReservationView>(`reservations/${other.number}/cancel`, {
      reason: 'customer',
    });
    expect(body).toMatchObject({ id: other.id, status: 'cancelled' });
  });

  it('is a fault of the request when its check symbol is wrong, and something else when it is none', async () => {
    const { number } = await shop.confirmed();
    const wrong = slipped(number);
    expect(codeOf(await shop.get(`reservations/${wrong}`))).toEqual({
      status: 400,
      faults: [['id', 'reservationNumberCheck']],
    });
    expect(codeOf(await shop.get(`reservations/${number.slice(2)}`))).toEqual({
      status: 400,
      faults: [['id', 'isReservationKey']],
    });
    expect(codeOf(await shop.get(`reservations?number=${wrong}`))).toEqual({
      status: 400,
      faults: [['number', 'reservationNumberCheck']],
    });
    expect(codeOf(await shop.get(`reservations?number=${testId(1)}`))).toEqual({
      status: 400,
      faults: [['number', 'isReservationNumber']],
    });
    expect(codeOf(await shop.get(`agreements?reservationId=${wrong}`))).toEqual({
      status: 400,
      faults: [['reservationId', 'reservationNumberCheck']],
    });
  });

  it('permits nothing: another’s is answered like one that nobody has', async () => {
    const [ofB, ofHouse] = [await b.books(await b.knows()), await shop.confirmed()];
    const [{ number: nobodys = '' } = {}] = await shop.service.sql<{ number: string }>(
      'select new_reservation_number() as number',
    );
    const asks: [string, string, object?][] = [
      ['GET', 'reservations/:id'],
      ['GET', 'reservations/:id/history'],
      ['POST', 'reservations/:id/cancel', {}],
      ['POST', 'reservations/:id/change', { classCode: 'suv' }],
      ['GET', 'reservations?number=:id'],
      ['GET', 'agreements?number=:id'],
      ['GET', 'agreements?reservationId=:id'],
    ];
    for (const [method, path, body] of asks) {
      const said = async (key: string) => {
        const answer = await a.ask(method, path.replace(':id', key), { ...(body && { body }) });
        const { traceId: _, ...rest } = answer.body;
        return JSON.stringify([answer.status, rest]).replaceAll(key, 'KEY');
      };
      const nothing = await said(nobodys);
      expect(nothing).toMatch(/not-found|"items":\[\]/);
      for (const { number } of [ofB, ofHouse]) expect(await said(number)).toBe(nothing);
    }
    expect(await shop.reservation(ofB.id)).toMatchObject({ status: 'confirmed' });
  });

  it('is drawn as people can read it, and with a check symbol that finds every swap', async () => {
    const drawn = await shop.service.sql<{ number: string }>(
      'select new_reservation_number() as number from generate_series(1, 3000)',
    );
    for (const { number } of drawn) {
      expect(readReservationNumber(number)).toEqual({ is: 'number', number });
      expect(number.replaceAll('-', '')).not.toMatch(/0Z|Z0/);
    }
    expect(new Set(drawn.map(({ number }) => number)).size).toBe(3000);
  });

  it('is drawn again when somebody has it, or when 0 and Z are neighbours in it', async () => {
    const taken = await shop.confirmed();
    const values = [...taken.number.replaceAll('-', '').slice(0, 8)].map((symbol) =>
      '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(symbol),
    );
    await shop.service.sql('alter function reservation_number_draw() rename to really_draw');
    await shop.service.sql('create sequence draws');
    await shop.service
      .sql(`create function reservation_number_draw() returns int[] language sql volatile as $$
      select case nextval('public.draws') when 1 then array[${values.join(',')}] when 2 then array[0,31,1,1,1,1,1,1] else array[2,3,4,5,6,7,8,9] end $$`);
    await shop.service.sql('grant usage on sequence draws to public');
    try {
      const next = await shop.submit();
      expect(isReservationNumber(next.number)).toBe(true);
      expect(next.number).toMatch(/^2345-6789-/);
      expect(await shop.service.sql('select last_value::int as draws from draws')).toEqual([{ draws: 3 }]);
    } finally {
      await shop.service.sql('drop function reservation_number_draw()');
      await shop.service.sql('alter function really_draw() rename to reservation_number_draw');
    }
  });

  it('is given to what a release before this one takes in beside it, and to what it has taken in', async () => {
    const { id } = await shop.confirmed();
    const copy = testId(0x9001);
    const columns = (
      await shop.service.sql<{ name: string }>(
        `select column_name as name from information_schema.columns
          where table_name = 'reservation' and column_name not in ('reservation_id', 'number')`,
      )
    ).map(({ name }) => name);
    await shop.service.sql(
      `insert into reservation (reservation_id, ${columns.join(', ')})
       select $1, ${columns.join(', ')} from reservation where reservation_id = $2`,
      [copy, id],
    );
    expect(isReservationNumber((await shop.reservation(copy)).number)).toBe(true);

    await shop.service.sql('alter table reservation alter column number drop not null');
    const before = await shop.reservation(copy);
    await shop.service.sql('update reservation set number = null where reservation_id in ($1, $2)', [
      id,
      copy,
    ]);
    await shop.service.sql(await migration('1771300000002-number-old-reservations'));
    await shop.service.sql(await migration('1771300000003-every-reservation-has-a-number'));
    const after = await shop.reservation(copy);
    expect(isReservationNumber(after.number)).toBe(true);
    expect({ ...after, number: '' }).toEqual({ ...before, number: '' });
    expect((await shop.reservation(id)).number).not.toBe(after.number);
  });
});
