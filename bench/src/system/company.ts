import { ApiClient, plateOf, residentIdOf, vinOf } from '@houtai/tools';

/** What a wish can be made of. */
export interface Company {
  readonly branchIds: readonly string[];
  readonly classCodes: readonly string[];
  readonly customerIds: readonly string[];
}

const BRANCHES = 10;
const CLASS_CODES = ['class-1', 'class-2', 'class-3', 'class-4'];
const CUSTOMERS = 100;
const DAY_MS = 86_400_000;

/** Opens 10 branches with 4 classes, so many vehicles of each at each, and 100 verified customers through the gateway. */
export async function foundCompany(api: ApiClient, vehiclesPerPlace: number): Promise<Company> {
  const today = new Date().toISOString().slice(0, 10);
  await all(CLASS_CODES, (classCode, i) => defineClass(api, classCode, i + 1, today));
  const branchIds = await all(range(BRANCHES), async (i) => {
    const branch = { code: `B${String(i).padStart(2, '0')}`, name: `Branch ${i}`, city: `City ${i >> 1}` };
    return (await api.post<{ id: string }>('/api/v1/branches', { body: branch })).id;
  });
  const places = branchIds.flatMap((branchId) => CLASS_CODES.map((classCode) => ({ branchId, classCode })));
  await all(range(places.length * vehiclesPerPlace), (serial) => {
    const place = places[serial % places.length];
    return api.post('/api/v1/vehicles', { body: { ...place, ...vehicle(serial) } });
  });
  const customerIds = await all(range(CUSTOMERS), (serial) => registerCustomer(api, serial));
  return { branchIds, classCodes: CLASS_CODES, customerIds };
}

async function defineClass(api: ApiClient, classCode: string, rank: number, today: string): Promise<void> {
  await api.post('/api/v1/vehicle-classes', { body: { classCode, name: `Class ${rank}`, rank } });
  const body = {
    classCode,
    validFrom: today,
    workdayFen: 20_000 + 5_000 * rank,
    weekendFen: 24_000 + 6_000 * rank,
    holidayFen: 36_000 + 9_000 * rank,
    basicServicePerDayFen: 5_000,
    preparationFen: 2_000,
    oneWayFen: 30_000,
    rentalDepositFen: 500_000,
    violationDepositFen: 200_000,
  };
  await api.post('/api/v1/rate-plans', { body });
}

function vehicle(serial: number) {
  const from = Date.now() - DAY_MS;
  const validity = {
    validFrom: new Date(from).toISOString(),
    validTo: new Date(from + 10 * 365 * DAY_MS).toISOString(),
  };
  const kinds = ['registration', 'compulsory-insurance', 'commercial-insurance', 'annual-inspection'];
  const papers = kinds.map((kind) => ({ kind, number: `${kind}-${serial}`, ...validity }));
  return { vin: vinOf(serial), plate: plateOf('沪', serial), odometerKm: 1_000, energy: 'petrol', papers };
}

async function registerCustomer(api: ApiClient, serial: number): Promise<string> {
  const birthDate = '1988-05-12';
  const number = residentIdOf(serial, birthDate);
  const year = new Date().getFullYear();
  const body = {
    name: `张${serial}`,
    phone: `13${String(800_000_000 + serial).padStart(9, '0')}`,
    idDocument: { type: 'resident-id', number },
    birthDate,
    licence: { number, class: 'C1', issuedOn: `${year - 8}-01-15`, validTo: `${year + 12}-01-15` },
  };
  const { id } = await api.post<{ id: string }>('/api/v1/customers', { body });
  await api.post(`/api/v1/customers/${id}/verify`);
  return id;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

function all<T, R>(values: readonly T[], make: (value: T, i: number) => Promise<R>): Promise<R[]> {
  return Promise.all(values.map(make));
}
