import { sampleProfile } from './samples/sample-customer';
import type { PartnerReservationView } from '../src/reservations/partner-reservation-view.dto';
import { Partner, brought } from './a-partner';
import { Shop, type Answer } from './a-running-shop';

const EACH = 40;

/** Who is brought: nobody has heard of them, or the house knows them and they stand as they stand. */
type Kind = 'new' | 'known' | 'blacklisted';
const KINDS: readonly Kind[] = ['new', 'known', 'blacklisted'];

describe('the answer to a partner that brings somebody', () => {
  let shop: Shop;
  let partner: Partner;
  const answers = new Map<Kind, { ms: number; answer: Answer<PartnerReservationView> }[]>();

  const passportOf = (kind: Kind, n: number) => `E${kind[0]?.toUpperCase()}${String(1_000_000 + n)}`;

  beforeAll(async () => {
    shop = await Shop.open();
    partner = new Partner(shop, 1);
    for (let n = 0; n < EACH; n += 1) {
      for (const kind of ['known', 'blacklisted'] as const) {
        const idDocument = { type: 'passport', number: passportOf(kind, n) };
        const { body } = await shop.post('customers', { ...sampleProfile, idDocument });
        if (kind === 'blacklisted')
          await shop.post(`customers/${String(body.id)}/blacklist`, { reason: 'x' });
      }
    }
    for (let n = -5; n < EACH; n += 1) {
      // in turn, and each kind as often first: whatever else the machine does befalls all of them alike
      for (let place = 0; place < KINDS.length; place += 1) {
        const kind = KINDS[(n + 5 + place) % KINDS.length] ?? 'new';
        const begun = performance.now();
        const answer = await partner.submit(
          brought(n < 0 ? `EW${1_000_000 + n * 10 + place}` : passportOf(kind, n)),
        );
        const ms = performance.now() - begun;
        if (n >= 0) answers.set(kind, [...(answers.get(kind) ?? []), { ms, answer }]);
      }
    }
  });
  afterAll(() => shop?.service.close());

  it('has the same status, headers and body for each, but for ids', () => {
    const said = ({ answer: { status, headers, body } }: { answer: Answer<PartnerReservationView> }) => {
      const { id: _i, number: _n, customerId: _c, ...rest } = body;
      const shown = [...headers].filter(
        ([name]) => !/^(date|x-correlation-id|traceparent|location)$/.test(name),
      );
      return JSON.stringify({ status, shown, rest });
    };
    const all = new Set([...answers.values()].flat().map(said));
    expect([...all]).toHaveLength(1);
    expect([...all][0]).toContain('"status":201');
  });

  /** How likely one of these took longer than one of those: a half when nobody can tell them apart. */
  const chance = (one: Kind, other: Kind): number => {
    const [these, those] = [answers.get(one) ?? [], answers.get(other) ?? []];
    const longer = these.flatMap((a) => those.map((b) => (a.ms > b.ms ? 1 : a.ms < b.ms ? 0 : 0.5)));
    return longer.reduce((sum: number, each) => sum + each, 0) / longer.length;
  };

  it.each<[Kind, Kind]>([
    ['known', 'new'],
    ['blacklisted', 'known'],
    ['blacklisted', 'new'],
  ])('takes as long for somebody %s as for somebody %s, within noise', (one, other) => {
    expect(Math.abs(chance(one, other) - 0.5)).toBeLessThan(0.25);
  });
});
