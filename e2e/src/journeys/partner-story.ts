import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HoutaiPartner, everyItem } from '@houtai/client';
import { HoutaiInternal, type Credentials } from '@houtai/client/internal';
import { Company, customerBody, local } from '../system/company';
import { eventually, type Office } from '../system/office';
import { ExampleReceiver, bookByExample } from '../system/partner-examples';
import { SentOperations } from '../system/sent-operations';
import type { Agreement, Entry, Page } from '../system/views';
import { partnerContract, type PartnerWorld } from './partner-contract';

const PASSWORD = 'a long walk by the lake';
const SCOPES = [
  ...(['branches:read', 'vehicle-classes:read', 'availability:read', 'agreements:read'] as const),
  ...(['reservations:quote', 'reservations:read', 'reservations:write'] as const),
  ...(['webhooks:read', 'webhooks:write'] as const),
  ...(['test-helpers:write', 'test-clock:read', 'test-clock:write'] as const),
];

/** A partner from its contract to the books, with nothing but what is published: the client, the examples, the document. */
export function partnerStoryJourney(office: () => Office): void {
  describe('the story of a partner', () => {
    const pickUpAt = local('2026-11-10', '10:00');
    const dueAt = local('2026-11-11', '10:00');
    const laterAt = local('2026-11-12', '10:00');
    const sent = new SentOperations(() => office().recorder);
    let folder: string;
    let company: Company;
    let receiver: ExampleReceiver;
    let partnerId: string;
    let admin: HoutaiPartner;
    let houtai: HoutaiPartner;
    let key: { id: string; key: string };
    let endpoint: { id: string; secret: string; createdAt: string };
    let reservationId: string;
    let rental: Agreement;

    const client = (credentials: Credentials) =>
      new HoutaiPartner({ url: office().system.gatewayUrl, credentials, fetch: sent.fetch });
    const at = (hour: string) => ({ branchId: company.branchId, at: hour });

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'houtai-partner-'));
      await office().clock(local('2026-11-02', '08:00'));
      company = await new Company(office(), { day: '2026-11-01', code: 'STORY', vehicles: 4 }).found();
      receiver = await ExampleReceiver.at(folder);
    });
    afterAll(async () => {
      await receiver?.down();
      await rm(folder, { recursive: true, force: true });
    });

    it('begins with staff, who opens it and gives it an administrator', async () => {
      const account = office().system.accounts.find(({ roles }) => roles[0] === 'operations-manager');
      if (!account) throw new Error('nobody manages operations');
      const staff = new HoutaiInternal({ url: office().system.gatewayUrl, credentials: account });
      const contract = {
        priceGroup: 'agency',
        mostOpenReservations: 20,
        identityCheck: 'at-pick-up' as const,
      };
      const contacts = [{ name: '沈一', email: 'shen@story.example' }];
      const partner = await staff.registerPartner({
        body: { code: 'story-tours', name: '故事 Story Tours', contract, contacts },
      });
      partnerId = partner.id;
      const { username } = await staff.createPartnerUser({
        path: { partnerId },
        body: { username: 'shen', name: '沈一', roles: ['partner-admin'], password: PASSWORD },
      });
      admin = client({ username, password: PASSWORD });
      expect(await admin.authMe()).toMatchObject({ partnerId, roles: ['partner-admin'] });
    });

    it('makes a key for its system, and an endpoint that answers a signed test', async () => {
      key = await admin.createApiKey({ body: { name: 'booking engine', scopes: SCOPES } });
      houtai = client({ key: key.key });
      endpoint = await houtai.createWebhookEndpoint({ body: { url: receiver.url, eventTypes: ['*'] } });
      await receiver.up(endpoint.secret);
      const tested = await houtai.testWebhookEndpoint({ path: { id: endpoint.id } });
      expect(tested).toMatchObject({ taken: true, endpoint: { status: 'active' } });
    });

    it('quotes, and books somebody new, and hears of the promise signed and under its own number', async () => {
      const branch = await houtai.showBranch({ path: { id: company.branchId } });
      const booked = await bookByExample({
        ...{ url: office().system.gatewayUrl, key: key.key, folder, reference: 'S-2026-1' },
        ...{ branchCode: branch.code, classCode: company.classCode, from: pickUpAt, to: dueAt },
        customer: { ...customerBody(), consent: { textVersion: '2026-11' } },
      });
      expect(booked.status).toBe('confirmed');
      reservationId = booked.id;
      const confirmed = await receiver.hears('reservation.confirmed', reservationId);
      expect(confirmed.data.reference).toBe('S-2026-1');
      const submitted = await receiver.hears('reservation.submitted', reservationId);
      expect(confirmed.version).toBeGreaterThan(submitted.version);
      expect(submitted.data.price.totalFen).toBe(
        (await houtai.quote({ body: company.wish(pickUpAt, dueAt) })).totalFen,
      );
    });

    it('changes its booking while its receiver is down, and gets what it missed when it is back', async () => {
      await receiver.down();
      const since = new Date().toISOString();
      const { version } = await houtai.showReservation({ path: { id: reservationId } });
      const asked = await houtai.changeReservation({
        path: { id: reservationId },
        headers: { 'If-Match': `"${version}"` },
        body: { return: at(laterAt) },
      });
      expect(asked.change).toMatchObject({ status: 'pending', differenceFen: 19_800 + 5_000 });
      const changed = await eventually(
        () => houtai.listEvents({ query: { from: since, type: 'reservation.changed' } }),
        ({ items }) => items.some(({ data }) => data['reservationId'] === reservationId),
      );
      await receiver.up(endpoint.secret);
      await houtai.recoverWebhookEndpoint({ path: { id: endpoint.id }, body: { since } });
      const heard = await receiver.hears('reservation.changed', reservationId);
      expect(changed.items.map(({ id }) => id)).toContain(heard.id);
      expect(receiver.worked.filter(({ isStale }) => isStale)).toEqual([]);
    });

    it('changes its key and its secret without a gap', async () => {
      const successor = await admin.rotateApiKey({ path: { id: key.id }, body: { overlapHours: 1 } });
      const before = houtai;
      houtai = client({ key: successor.key });
      expect((await before.listReservations()).items).toEqual((await houtai.listReservations()).items);
      await admin.revokeApiKey({ path: { id: key.id } });
      await expect(before.listReservations()).rejects.toMatchObject({ code: 'key-revoked' });
      const rotated = await houtai.rotateWebhookSecret({
        path: { id: endpoint.id },
        body: { overlapHours: 1 },
      });
      // Signed with both for an hour: a receiver that knows the old one alone hears what comes in between.
      await office().clock(local('2026-11-09', '12:00'));
      await receiver.hears('reservation.ready', reservationId);
      await receiver.down();
      await receiver.up(rotated.secret);
      endpoint = { ...endpoint, secret: rotated.secret };
    });

    it('sees its customer drive off, come back and pay what was promised, until nothing is open', async () => {
      const staff = office().as('branch-staff');
      const { customerId } = await company.reservation(reservationId);
      await office().clock(local('2026-11-10', '09:30'));
      await staff.post(`/api/v1/customers/${customerId}/verify`, { time: pickUpAt });
      const inspection = { odometerKm: 1_000, fuelPercent: 100 };
      rental = await staff.post<Agreement>(`/api/v1/reservations/${reservationId}/handover`, {
        time: pickUpAt,
        body: {
          ...inspection,
          rentalDepositReference: 'POS-STORY-1',
          violationDepositReference: 'POS-STORY-2',
        },
      });
      const returnedAt = local('2026-11-12', '09:00');
      await office().clock(returnedAt);
      const back = { branchId: company.branchId, odometerKm: 1_200, fuelPercent: 100 };
      await staff.post(`/api/v1/agreements/${rental.id}/return`, { time: returnedAt, body: back });
      await staff.post(`/api/v1/agreements/${rental.id}/settle`, { time: returnedAt });
      await staff.post(`/api/v1/vehicles/${rental.vehicleId}/check-in`, {
        time: local('2026-11-12', '09:30'),
        body: { cleaned: true },
      });
      await office().settled();
      const settled = await receiver.hears('rental.settled', reservationId);
      expect(settled.data.totalFen).toBe(
        (await houtai.showReservation({ path: { id: reservationId } })).price.totalFen,
      );
      await office().clock(local('2026-11-20', '12:00'));
      await receiver.hears('rental.closed', reservationId);
      expect(await houtai.showAgreement({ path: { id: rental.id } })).toMatchObject({
        status: 'closed',
        reference: 'S-2026-1',
        settlement: { totalFen: settled.data.totalFen },
      });
    });

    it('was told of each event once, in its order, and the books say the same', async () => {
      const events = await listed(everyItem((from) => houtai.listEvents({ query: from })));
      const deliveries = await eventually(
        () =>
          listed(
            everyItem((from) =>
              houtai.listWebhookDeliveries({ query: { endpointId: endpoint.id, ...from } }),
            ),
          ),
        (all) => all.every(({ state }) => state === 'delivered'),
      );
      const ids = events.map(({ id }) => id).sort();
      expect(deliveries.map(({ messageId }) => messageId).sort()).toEqual(ids);
      // The test of the endpoint is no event.
      const heard = receiver.journal().filter(({ subject }) => !subject.startsWith('webhook-endpoint/'));
      expect(heard.map(({ id }) => id).sort()).toEqual(ids);
      expect(new Set(ids).size).toBe(ids.length);
      const own = events.filter(({ data }) => data['reservationId'] === reservationId);
      expect(own.map(({ type }) => type)).toEqual([
        ...['reservation.submitted', 'reservation.confirmed', 'reservation.changed', 'reservation.ready'],
        ...['rental.started', 'rental.returned', 'rental.settled', 'rental.closed'],
      ]);
      const { settlement } = await houtai.showAgreement({ path: { id: rental.id } });
      const posted = await office()
        .as('accountant')
        .get<Page<Entry>>(`/api/v1/entries?reservationId=${reservationId}&limit=200`);
      expect(earnedIn(posted, reservationId)).toBe(settlement?.totalFen);
      const months = await admin.listPartnerSettlements();
      expect(months.items.map(({ chargedFen }) => chargedFen)).toEqual([settlement?.totalFen]);
    });

    const world = (): PartnerWorld => ({
      ...{ admin, houtai, sent, partnerId, company, reservationId },
      ...{ agreementId: rental.id, receiverUrl: receiver.url, password: PASSWORD },
      client,
      hears: (type, id) => receiver.hears(type, id),
      listenTo: async (secret) => {
        await receiver.down();
        await receiver.up(endpoint.secret, secret);
      },
    });
    partnerContract(office, world);
  });
}

async function listed<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What was earned with a reservation, the tax on it included, in fen. */
function earnedIn({ items }: Page<Entry>, reservationId: string): number {
  const own = items.flatMap(({ lines }) => lines).filter((line) => line.reservationId === reservationId);
  const earned = own.filter(({ account }) => /^(6|2221)/.test(account));
  return earned.reduce((sum, { side, amountFen }) => sum + (side === 'C' ? amountFen : -amountFen), 0);
}
