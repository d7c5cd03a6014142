import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addDays, addHours } from '@houtai/domain-kit';
import { ROLE_PERMISSIONS } from '@houtai/service-host';
import { routesOf, type ApiDocument } from '../system/api-document';
import { Company, local } from '../system/company';
import { ListeningDesk } from '../system/listening-desk';
import type { Office } from '../system/office';
import { walkAsPartner } from '../walk/partner-walk';
import { handOver, WalkPartner } from '../walk/walk-partner';
import type { Rows, WalkWorld } from '../walk/walk-world';

const BOOKED_AT = local('2026-12-01', '09:00');
const PICK_UP = local('2026-12-07', '10:00');
const DUE = local('2026-12-08', '10:00');

/** Takes whatever partners are told, and keeps it by the path it came to. */
class Receiver {
  readonly told: { path: string; text: string }[] = [];
  private readonly server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      this.told.push({ path: request.url ?? '', text: `${JSON.stringify(request.headers)} ${text}` });
      response.writeHead(204).end();
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  textsAt(path: string): string[] {
    return this.told.filter((one) => one.path === path).map(({ text }) => text);
  }
}

/** What people call the bookings of others. */
async function numbersOf(company: Company, others: readonly (Rows | undefined)[]): Promise<string[]> {
  const ids = others.flatMap((rows) => [rows?.['reservations'] ?? '', rows?.['rental'] ?? '']);
  return Promise.all(ids.map(async (id) => (await company.reservation(id)).number));
}

/** Every operation of the back office, as one partner against another and the house, with its people's token and with its key. */
export function partnerWalkJourney(given: () => Office): void {
  describe('every operation of the back office, as one partner against another and the house', () => {
    let world: WalkWorld;
    let desk: ListeningDesk;
    let key: string;
    const receiver = new Receiver();

    beforeAll(async () => {
      const office = given();
      await office.clock(local('2026-12-01', '08:00'));
      const company = await new Company(office, { day: '2026-12-01', code: 'WALKED', vehicles: 3 }).found();
      const [a, b] = [await WalkPartner.open(office, 'walking'), await WalkPartner.open(office, 'standing')];
      const third = await WalkPartner.open(office, 'resting');
      const url = await receiver.open();
      const [atA, atB, atThird] = [await a.listens(url), await b.listens(url), await third.listens(url)];
      desk = new ListeningDesk(a.admin, 'topics=reservations,agreements');
      await desk.connect();
      key = await a.widestKey();
      const now = company.wish(PICK_UP, DUE);
      const later = company.wish(addDays(PICK_UP, 20), addDays(DUE, 20));

      /** One that is booked and one that is out. */
      const bookings = async (book: (time: string, isRental: boolean) => Promise<string>): Promise<Rows> => {
        const reservation = await book(BOOKED_AT, false);
        const rental = await book(BOOKED_AT, true);
        return { reservations: reservation, rental };
      };
      const ofPartner = (partner: WalkPartner) =>
        bookings(async (time, isRental) => {
          const wish = isRental ? now : later;
          return (await partner.books(wish, time, `${partner.code}-${isRental ? 'rental' : 'booking'}`)).id;
        });
      const customerId = await company.customer();
      const ofHouse = await bookings(
        async (time, isRental) => (await company.reserve(customerId, isRental ? now : later, { time })).id,
      );
      const booked = [await ofPartner(a), await ofPartner(b), ofHouse];
      await office.clock(local('2026-12-07', '09:30'));
      const rows: Rows[] = [];
      for (const { reservations, rental = '' } of booked) {
        const { id: agreements, vehicleId } = await handOver(company, office, rental, PICK_UP);
        rows.push({ reservations: String(reservations), agreements, vehicles: vehicleId });
      }
      await office.settled();
      // the first rental day is in the books
      await office.clock(addHours(PICK_UP, 2));
      await office.settled();
      const customers = async ({ admin }: WalkPartner, id = '') =>
        (await admin.get<{ customerId: string }>(`/api/v1/reservations/${id}`)).customerId;
      await third.books(later, PICK_UP, 'resting-booking');
      const [own, ofOther, house] = [
        {
          ...rows[0],
          ...atA,
          ...(await a.told(atA['endpoints'])),
          ...(await a.people()),
          customers: await customers(a, rows[0]?.['reservations']),
        },
        {
          ...rows[1],
          ...atB,
          ...(await b.told(atB['endpoints'])),
          ...(await b.people()),
          customers: await customers(b, rows[1]?.['reservations']),
        },
        // of what only partners have, that of a third one stands for what the house has
        {
          ...atThird,
          ...(await third.told(atThird['endpoints'])),
          ...(await third.people()),
          ...rows[2],
          customers: customerId,
        },
      ] as [Rows, Rows, Rows];
      world = {
        document: await office.as(null).get<ApiDocument>('/docs-json'),
        partner: a.admin,
        other: b.admin,
        own,
        ofOther,
        ofHouse: house,
        reference: { branches: company.branchId, 'return-branches': company.branchId },
        told: () => [...desk.heard.map((hint) => JSON.stringify(hint)), ...receiver.textsAt('/walking')],
        canaries: [
          'standing',
          'resting',
          ...(await numbersOf(company, [booked[1], booked[2]])),
          String(booked[1]?.['rental']),
          String(booked[2]?.['rental']),
        ],
        inputs: {
          createPartnerUser: () => ({
            username: 'walker',
            name: 'Walker',
            roles: ['partner-agent'],
            password: 'a long walk by the sea',
          }),
          quote: () => company.wish(addDays(PICK_UP, 30), addDays(DUE, 30)),
          submitReservation: ({ customers: named }) => ({
            ...company.wish(addDays(PICK_UP, 30), addDays(DUE, 30)),
            customerId: named,
          }),
          cancelReservation: () => ({}),
          // where it is already: everybody’s clock
          moveTestClock: () => ({ now: addHours(PICK_UP, 2) }),
          changeReservation: () => ({ return: { branchId: company.branchId, at: addDays(DUE, 21) } }),
          showAvailability: () => ({
            classCode: company.classCode,
            branchId: company.branchId,
            from: addDays(PICK_UP, 40),
            to: addDays(DUE, 40),
          }),
        },
      };
    });
    afterAll(async () => {
      await desk?.cut();
      await receiver.close();
    });

    it('knows what is open to partners', () => {
      const marks = routesOf(world.document).map(({ operation }) => operation['x-houtai-partner'] ?? 'shut');
      const count = (wanted: string) => marks.filter((mark) => mark === wanted).length;
      expect(count('own')).toBeGreaterThan(20);
      expect(count('shut')).toBeGreaterThan(100);
      expect(desk.heard.length).toBeGreaterThan(0);
      expect(receiver.textsAt('/walking').length).toBeGreaterThan(0);
    });

    // What A asks for stands in its own audit trail from then on, so that this is read first; what B removes is gone, so that it
    // comes last.
    it('tells nothing of anybody else to its administrator who reads', async () => {
      expect(await walkAsPartner(world, ['GET'])).toEqual([]);
    });

    it('tells nothing of anybody else to a key that may do all that keys may', async () => {
      const permits = new Set<string>(ROLE_PERMISSIONS['partner-key']);
      const partner: WalkWorld['partner'] = {
        ask: (method, path, { headers, ...ask } = {}) =>
          given()
            .as(null)
            .ask(method, path, { ...ask, headers: { ...headers, authorization: `Bearer ${key}` } }),
      };
      expect(await walkAsPartner({ ...world, partner, permits }, ['GET', 'POST', 'PUT', 'PATCH'])).toEqual(
        [],
      );
    });

    it('tells nothing of anybody else to its administrator who writes', async () => {
      expect(await walkAsPartner(world, ['POST', 'PUT', 'PATCH', 'DELETE'])).toEqual([]);
    });
  });
}
