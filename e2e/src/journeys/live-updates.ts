import { Company, local } from '../system/company';
import { ListeningDesk } from '../system/listening-desk';
import { eventually, type Office } from '../system/office';

/** A desk that hears of what happens instead of asking again and again, over a cut, another gateway and a restart. */
export function liveUpdatesJourney(office: () => Office): void {
  describe('a desk that listens', () => {
    const time = local('2026-10-01', '09:00');
    const promised: string[] = [];
    let company: Company;
    let customers: string[];
    let desk: ListeningDesk;

    /** Another customer's wish, which is confirmed sooner or later. */
    async function book(): Promise<string> {
      const n = promised.length;
      const wish = company.wish(local(`2026-10-${12 + n}`, '09:00'), local(`2026-10-${12 + n}`, '19:00'));
      const { id } = await company.submit(customers[n] ?? '', wish, { time });
      promised.push(id);
      return id;
    }

    const hearsAll = () =>
      desk.until((heard) =>
        promised.every((id) =>
          heard.some(({ data }) => data.subject === id && data.type === 'reservation-confirmed'),
        ),
      );

    beforeAll(async () => {
      await office().clock(time);
      company = await new Company(office(), { day: '2026-10-01', code: 'LIVE', vehicles: 2 }).found();
      customers = await Promise.all(Array.from({ length: 6 }, () => company.customer()));
      desk = new ListeningDesk(
        office().as('branch-staff'),
        `topics=reservations,conflicts&branchId=${company.branchId}`,
      );
    });
    afterAll(() => desk?.cut());

    it('sees a confirmation without asking', async () => {
      await desk.connect();
      const id = await book();
      await hearsAll();
      expect(desk.heard).toEqual([
        expect.objectContaining({
          event: 'reservations',
          data: { type: 'reservation-submitted', subject: id, version: 1, branchId: company.branchId },
        }),
        expect.objectContaining({
          event: 'reservations',
          data: { type: 'reservation-confirmed', subject: id, version: 2, branchId: company.branchId },
        }),
      ]);
      expect((await company.reservation(id)).status).toBe('confirmed');
    });

    it('is cut, comes back, and has missed and repeated nothing', async () => {
      await desk.cut();
      await book();
      await book();
      await office().settled();
      await desk.connect();
      await book();
      await hearsAll();
    });

    it('goes on at another gateway, and at its own when that was killed and started again', async () => {
      const other = await office().system.addInstance('gateway');
      await desk.cut();
      await desk.connect(other.url);
      await book();
      await hearsAll();
      await other.stop();
      await desk.left();

      const gateway = office().service('gateway');
      const restarts = gateway.restarts();
      process.kill(gateway.pid() ?? 0, 'SIGKILL');
      await eventually(
        () => Promise.resolve(gateway.restarts()),
        (count) => count > restarts,
      );
      await eventually(
        () =>
          desk.connect().then(
            () => true,
            () => false,
          ),
        (connected) => connected,
      );
      await book();
      await hearsAll();
    });

    it('has heard of every step once and in order, over all of that', async () => {
      await office().settled();
      const own = desk.heard.filter(({ data }) => promised.includes(data.subject));
      for (const id of promised) {
        const steps = own.filter(({ data }) => data.subject === id).map(({ data }) => data);
        expect(steps.map(({ version }) => version)).toEqual(steps.map((_, n) => n + 1));
        expect(steps.map(({ type }) => type).slice(0, 2)).toEqual([
          'reservation-submitted',
          'reservation-confirmed',
        ]);
      }
      const places = desk.heard.map(({ id }) => Number(id.split('-')[1]));
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      expect(desk.heard.filter(({ event }) => event === 'reset')).toEqual([]);
    });
  });
}
