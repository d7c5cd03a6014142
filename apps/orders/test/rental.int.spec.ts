import { allocationReleasedV1, capacityRefusedV1 } from '@houtai/event-catalogue';
import { addDays, addHours, addMinutes } from '@houtai/domain-kit';
import { outgoing } from '@houtai/messaging';
import { testId } from '@houtai/testing';
import type { AgreementView } from '../src/agreements/agreement.dto';
import type { HistoryView, ReservationView } from '../src/reservations/reservation-view.dto';
import { DUE, HERE, INSPECTION, NOW, PICK_UP, Shop, WISH } from './a-running-shop';

describe('a rental from wish to archive', () => {
  let shop: Shop;
  beforeAll(async () => (shop = await Shop.open()));
  afterAll(() => shop?.service.close());

  it('runs through every status and tells every step once, in order', async () => {
    const submitted = await shop.submit();
    expect(submitted).toMatchObject({
      status: 'submitted',
      price: { totalFen: 30_800, ratePlanId: shop.ratePlanId },
      timestamps: { submittedAt: NOW, holdExpiresAt: addMinutes(NOW, 15) },
      version: 1,
    });
    await shop.hold(submitted.id);
    expect(await shop.reservation(submitted.id)).toMatchObject({ status: 'confirmed', version: 2 });
    await shop.allocate(submitted.id, testId(31));
    expect(await shop.reservation(submitted.id)).toMatchObject({
      status: 'ready',
      vehicleId: testId(31),
      version: 3,
    });

    const handover = await shop.post<AgreementView>(
      `reservations/${submitted.id}/handover`,
      INSPECTION,
      PICK_UP,
    );
    expect(handover).toMatchObject({
      status: 201,
      body: { status: 'open', vehicleId: testId(31), version: 1 },
    });
    const agreementId = handover.body.id;
    expect(await shop.reservation(submitted.id)).toMatchObject({
      status: 'converted',
      agreementId,
      version: 4,
    });

    const back = { branchId: HERE, odometerKm: 1_423, fuelPercent: 90 };
    const returnedAt = addMinutes(DUE, 70);
    await shop.service.advanceTo(addMinutes(DUE, 40));
    expect(await shop.submit()).toMatchObject({
      status: 'rejected',
      reasons: [{ rule: 'no-overdue-rental' }],
    });
    const returned = await shop.post<AgreementView>(`agreements/${agreementId}/return`, back, returnedAt);
    expect(returned.body).toMatchObject({
      status: 'returned',
      overdueAt: addMinutes(DUE, 40),
      back: { lateMinutes: 70 },
    });

    const settled = await shop.post<AgreementView>(`agreements/${agreementId}/settle`, {}, returnedAt);
    expect(settled.body).toMatchObject({
      status: 'settling',
      settlement: { totalFen: 30_800 + 2_400 + 4_000 },
    });
    await shop.clear(submitted.id, returnedAt);
    const held = await shop.get<AgreementView>(`agreements/${agreementId}`);
    expect(held.body).toMatchObject({ status: 'violation-hold', holdUntil: addDays(returnedAt, 15) });
    await shop.service.advanceTo(addDays(returnedAt, 15));
    const closed = await shop.get<AgreementView>(`agreements/${agreementId}`);
    expect(closed.body).toMatchObject({ status: 'closed', version: 6 });
    expect(closed.headers.get('etag')).toBe('"6"');

    expect(await shop.typesOf(submitted.id)).toEqual([
      'reservation-submitted',
      'reservation-confirmed',
      'reservation-readied',
      'reservation-converted',
    ]);
    expect(await shop.typesOf(agreementId)).toEqual([
      'agreement-opened',
      'agreement-overdue',
      'vehicle-returned',
      'agreement-settled',
      'violation-hold-started',
      'agreement-closed',
    ]);
    const { body: history } = await shop.get<HistoryView>(`reservations/${submitted.id}/history`);
    expect(history.items.map(({ status }) => status)).toEqual([
      'submitted',
      'confirmed',
      'ready',
      'converted',
    ]);
  });

  it('a swap of vehicles shows, and only the bound one is handed over', async () => {
    const { id } = await shop.ready(testId(32));
    const second = await shop.allocate(id, testId(33), addMinutes(NOW, 5));
    expect(await shop.reservation(id)).toMatchObject({ status: 'ready', vehicleId: testId(33) });
    const released = {
      allocationId: second,
      reservationId: id,
      vehicleId: testId(33),
      reason: 'swapped' as const,
      releasedAt: addMinutes(NOW, 6),
    };
    await shop.service.publish(outgoing(allocationReleasedV1, second, 2, released));
    await shop.service.drained();
    expect(await shop.reservation(id)).toMatchObject({ status: 'confirmed' });
    expect(await shop.post(`reservations/${id}/handover`, INSPECTION, PICK_UP)).toMatchObject({
      status: 409,
      body: { code: 'reservation-not-ready' },
    });
  });

  it('one vehicle is out on one rental at a time', async () => {
    const [first, second] = [await shop.ready(testId(34)), await shop.ready(testId(34))];
    const handOver = (id: string) =>
      shop.post<AgreementView>(`reservations/${id}/handover`, INSPECTION, PICK_UP);
    const opened = await handOver(first.id);
    const refusedFor = async (rule: string) => {
      const details = { points: [expect.objectContaining({ rule, concerns: 'vehicle' })] };
      expect(await handOver(second.id)).toMatchObject({
        status: 409,
        body: { code: 'handover-refused', details },
      });
    };
    await refusedFor('vehicle-back');
    const back = { branchId: HERE, odometerKm: 1_200, fuelPercent: 100 };
    await shop.post(`agreements/${opened.body.id}/return`, back, DUE);
    await refusedFor('vehicle-checked-in');
    expect(await shop.reservation(second.id)).toMatchObject({
      status: 'ready',
      refusedHandover: { vehicleId: testId(34), points: [{ rule: 'vehicle-checked-in' }] },
    });
    await shop.checkIn(testId(34), opened.body.id, 1);
    expect((await handOver(second.id)).status).toBe(201);
    expect(await shop.typesOf(second.id)).toEqual([
      'reservation-submitted',
      'reservation-confirmed',
      'reservation-readied',
      'handover-refused',
      'handover-refused',
      'reservation-converted',
    ]);
  });

  it('a refused handover is on record although its key may be used again', async () => {
    const { id } = await shop.ready(testId(36));
    await shop.post(`customers/${shop.customerId}/blacklist`, { reason: 'Forged papers' });
    const handOver = () =>
      shop.post<AgreementView>(`reservations/${id}/handover`, INSPECTION, PICK_UP, {
        'idempotency-key': 'handover-of-36',
      });
    for (const _try of [1, 2]) {
      expect(await handOver()).toMatchObject({ status: 409, body: { code: 'handover-refused' } });
    }
    await shop.post(`customers/${shop.customerId}/remove-from-blacklist`);
    expect((await handOver()).status).toBe(201);
    expect((await shop.typesOf(id)).filter((type) => type === 'handover-refused')).toHaveLength(1);
  });

  it('a change swaps the terms when dispatch holds the new ones, and shows the difference', async () => {
    const { id } = await shop.confirmed();
    const wish = { return: { branchId: HERE, at: addDays(DUE, 1) } };
    const asked = await shop.post<ReservationView>(`reservations/${id}/change`, wish);
    expect(asked).toMatchObject({
      status: 200,
      body: {
        status: 'confirmed',
        return: WISH.return,
        change: { status: 'pending', differenceFen: 28_800 },
      },
    });
    expect(await shop.post(`reservations/${id}/change`, wish)).toMatchObject({
      body: { code: 'change-pending' },
    });
    await shop.hold(id, asked.body.change?.changeId);
    expect(await shop.reservation(id)).toMatchObject({
      ...wish,
      status: 'confirmed',
      price: { totalFen: 30_800 + 28_800 },
      change: { status: 'accepted' },
    });
  });

  it('a refused change leaves the promise as it was', async () => {
    const { id, price } = await shop.confirmed();
    const asked = await shop.post<ReservationView>(`reservations/${id}/change`, { classCode: 'suv' });
    const reasons = [{ rule: 'capacity', message: 'No vehicle of class suv is free for the whole time' }];
    const changeId = asked.body.change?.changeId ?? '';
    const refusal = { reservationId: id, changeId, reasons, alternatives: [], refusedAt: NOW };
    await shop.service.publish(outgoing(capacityRefusedV1, id, 2, refusal));
    await shop.service.drained();
    expect(await shop.reservation(id)).toMatchObject({
      status: 'confirmed',
      classCode: 'compact',
      price,
      change: { status: 'refused', reasons },
    });
    const chinese = await shop.service.http('GET', `/api/v1/reservations/${id}`, {
      headers: { 'accept-language': 'zh-CN' },
    });
    expect(chinese.body).toMatchObject({
      change: {
        reasons: [{ message: '车型组 suv 没有在整个租期内空闲的车辆', facts: { classCode: 'suv' } }],
      },
    });
  });

  it('a wish or a change without an answer ends when its time is over', async () => {
    const wish = await shop.submit();
    const { id } = await shop.confirmed();
    await shop.post(`reservations/${id}/change`, { classCode: 'suv' });
    await shop.service.advanceTo(addMinutes(NOW, 15));
    expect(await shop.reservation(wish.id)).toMatchObject({ status: 'expired' });
    expect(await shop.reservation(id)).toMatchObject({ status: 'confirmed', change: { status: 'refused' } });
    await shop.hold(wish.id, undefined, addMinutes(NOW, 14));
    expect(await shop.reservation(wish.id)).toMatchObject({ status: 'expired', version: 2 });
    expect(await shop.typesOf(wish.id)).toEqual(['reservation-submitted', 'reservation-expired']);
  });

  it('cancelling costs by the notice given, and answers to the version that was read', async () => {
    const { id, version } = await shop.confirmed();
    const cancel = (ifMatch: number, reason = 'customer') =>
      shop.post<ReservationView>(`reservations/${id}/cancel`, { reason }, addHours(PICK_UP, -5), {
        'if-match': `"${ifMatch}"`,
      });
    expect(await cancel(version - 1)).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    expect(await cancel(version)).toMatchObject({
      status: 200,
      body: { status: 'cancelled', cancellation: { feeFen: 12_000, noticeHours: 5 } },
    });
    expect(await cancel(version + 1)).toMatchObject({ status: 409, body: { code: 'reservation-over' } });
    expect(await shop.submit()).toMatchObject({ status: 'rejected', reasons: [{ rule: 'no-unpaid-fees' }] });
    await shop.clear(id, addHours(PICK_UP, -4));
    expect(await shop.submit()).toMatchObject({ status: 'submitted' });
  });

  it('who does not come is a no-show after the grace', async () => {
    const { id } = await shop.ready(testId(37));
    const noShow = (hours: number) => shop.post(`reservations/${id}/no-show`, {}, addHours(PICK_UP, hours));
    expect(await noShow(3)).toMatchObject({ status: 409, body: { code: 'grace-not-over' } });
    const waiting = await shop.get<{ items: ReservationView[] }>('overdue-pick-ups', addHours(PICK_UP, 3));
    expect(waiting.body.items.map((item) => item.id)).toContain(id);
    expect(await noShow(4)).toMatchObject({ status: 200, body: { status: 'no-show', feeFen: 16_800 } });
    await shop.clear(id, addHours(PICK_UP, 4));
  });

  it('a rental that is not back is on the list of overdue returns', async () => {
    const { id } = await shop.ready(testId(35));
    const { body: agreement } = await shop.post<AgreementView>(
      `reservations/${id}/handover`,
      INSPECTION,
      PICK_UP,
    );
    const overdueAt = async (time: string) =>
      (await shop.get<{ items: AgreementView[] }>('overdue-returns', time)).body.items.map((item) => item.id);
    expect(await overdueAt(DUE)).not.toContain(agreement.id);
    expect(await overdueAt(addMinutes(DUE, 1))).toContain(agreement.id);
    const listed = await shop.get<{ items: AgreementView[] }>(`agreements?vehicleId=${testId(35)}&limit=1`);
    expect(listed.body.items.map((item) => item.id)).toEqual([agreement.id]);
  });
});
