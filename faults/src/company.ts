import { randomUUID } from 'node:crypto';
import { plateOf, residentIdOf, vinOf, type ApiClient } from '@houtai/tools';
import type { Random } from './random';

const DAY_MS = 86_400_000;
const BRANCHES = 3;
const VEHICLES = 30;
const CUSTOMERS = 12;
const CLASS_CODE = 'compact';

/** What a wish can be made of. */
export interface Company {
  readonly branchIds: readonly string[];
  readonly customerIds: readonly string[];
}

interface Made {
  readonly id: string;
}
type Post = (path: string, body?: object) => Promise<Made>;

/** Three branches, one class, thirty vehicles, a dozen verified customers. */
export async function foundCompany(api: ApiClient): Promise<Company> {
  // A busy machine may answer too late, and what is asked again must not be made twice.
  const post: Post = (path, body) => api.post<Made>(path, { body, idempotencyKey: randomUUID() });
  const today = new Date().toISOString().slice(0, 10);
  await post('/api/v1/vehicle-classes', { classCode: CLASS_CODE, name: '紧凑型', rank: 1 });
  const prices = { workdayFen: 20_000, weekendFen: 24_000, holidayFen: 36_000, basicServicePerDayFen: 5_000 };
  const others = {
    preparationFen: 2_000,
    oneWayFen: 30_000,
    rentalDepositFen: 300_000,
    violationDepositFen: 200_000,
  };
  await post('/api/v1/rate-plans', { classCode: CLASS_CODE, validFrom: today, ...prices, ...others });
  const branchIds: string[] = [];
  for (let n = 0; n < BRANCHES; n += 1) {
    const body = { code: `F${n}`, name: `门店 ${n}`, city: '上海' };
    branchIds.push((await post('/api/v1/branches', body)).id);
  }
  await Promise.all(
    Array.from({ length: VEHICLES }, (_, n) =>
      post('/api/v1/vehicles', vehicle(n + 1, branchIds[n % BRANCHES] ?? '')),
    ),
  );
  const customerIds = await Promise.all(Array.from({ length: CUSTOMERS }, (_, n) => customer(post, n + 1)));
  return { branchIds, customerIds };
}

/** The body of a wish: one or two days within the next three months, from in `firstDay` days on. */
export function wish(
  { branchIds, customerIds }: Company,
  random: Random,
  firstDay = 2,
): Readonly<Record<string, unknown>> {
  const branchId = random.pick(branchIds);
  // 10:00 in Shanghai and later, within everybody's opening hours
  const from =
    (Math.floor(Date.now() / DAY_MS) + firstDay + random.below(90)) * DAY_MS +
    (2 + random.below(8)) * 3_600_000;
  const to = from + (1 + random.below(2)) * DAY_MS;
  return {
    customerId: random.pick(customerIds),
    channel: 'web',
    classCode: CLASS_CODE,
    pickUp: { branchId, at: new Date(from).toISOString() },
    return: { branchId, at: new Date(to).toISOString() },
  };
}

/** The same of a partner, which brings the customer with it. */
export function partnerWish(company: Company, random: Random): object {
  const { customerId: _, channel: __, ...rest } = wish(company, random);
  const serial = 500 + random.below(CUSTOMERS);
  return { ...rest, customer: { ...profile(serial), consent: { textVersion: '2026-11' } } };
}

function vehicle(serial: number, branchId: string): object {
  const from = Date.now() - DAY_MS;
  const valid = {
    validFrom: new Date(from).toISOString(),
    validTo: new Date(from + 3_650 * DAY_MS).toISOString(),
  };
  const kinds = ['registration', 'compulsory-insurance', 'commercial-insurance', 'annual-inspection'];
  const papers = kinds.map((kind) => ({ kind, number: `${kind}-${serial}`, ...valid }));
  const place = { branchId, classCode: CLASS_CODE };
  return {
    ...place,
    vin: vinOf(serial),
    plate: plateOf('沪', serial),
    odometerKm: 1_000,
    energy: 'petrol',
    papers,
  };
}

async function customer(post: Post, serial: number): Promise<string> {
  const { id } = await post('/api/v1/customers', profile(serial));
  await post(`/api/v1/customers/${id}/verify`);
  return id;
}

function profile(serial: number): object {
  const birthDate = '1988-05-12';
  const number = residentIdOf(serial, birthDate);
  return {
    name: `张${serial}`,
    phone: `138${String(serial).padStart(8, '0')}`,
    idDocument: { type: 'resident-id', number },
    birthDate,
    licence: { number, class: 'C1', issuedOn: '2015-01-15', validTo: '2045-01-15' },
  };
}
