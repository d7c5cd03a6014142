import { Instant, addDays } from '@houtai/domain-kit';
import { ApiClient } from './api-client';
import { Company } from './booking';
import { everyPage } from './every-page';

/** Ids the API gave to what the scenario calls by code. */
export interface FoundedCompany {
  branchIds: Map<string, string>;
  vehicleIds: string[];
}

/** Papers outlast the play: renewing them is not what the demo shows. */
const PAPER_YEARS = 12;

/**
 * Opens branches, defines classes with their prices and registers every vehicle, through the gateway. A company that is
 * there from a play before is taken as it is.
 */
export async function foundCompany(api: ApiClient, company: Company, run: string): Promise<FoundedCompany> {
  const existing = await findCompany(api, company);
  if (existing) return existing;
  const time = company.foundedAt;
  const key = (thing: string) => `${run}-found-${thing}`;
  await Promise.all(
    company.classes.map(async ({ classCode, name, rank, minimumAge, licenceHeldMonths }) =>
      api.post('/api/v1/vehicle-classes', {
        time,
        idempotencyKey: key(classCode),
        body: { classCode, name, rank, minimumAge, licenceHeldMonths, automaticOnly: true },
      }),
    ),
  );
  await Promise.all(
    company.classes.map(async ({ classCode, workdayFen, depositFen }) =>
      api.post('/api/v1/rate-plans', {
        time,
        idempotencyKey: key(`rate-${classCode}`),
        body: {
          classCode,
          validFrom: time.slice(0, 10),
          workdayFen,
          weekendFen: Math.round(workdayFen * 1.2),
          holidayFen: Math.round(workdayFen * 1.8),
          basicServicePerDayFen: 5_000,
          preparationFen: 2_000,
          oneWayFen: 30_000,
          rentalDepositFen: depositFen,
          violationDepositFen: 200_000,
        },
      }),
    ),
  );
  const branchIds = new Map<string, string>();
  await Promise.all(
    company.branches.map(async ({ code, name, city, violationHoldDays }) => {
      const branch = await api.post<{ id: string }>('/api/v1/branches', {
        time,
        idempotencyKey: key(code),
        body: { code, name, city, violationHoldDays },
      });
      branchIds.set(code, branch.id);
    }),
  );
  const vehicleIds = await Promise.all(
    company.vehicles.map(async ({ branchCode, ...vehicle }) => {
      const registered = await api.post<{ id: string }>('/api/v1/vehicles', {
        time,
        idempotencyKey: key(vehicle.vin),
        body: { ...vehicle, branchId: branchIds.get(branchCode), papers: papers(vehicle.vin, time) },
      });
      return registered.id;
    }),
  );
  return { branchIds, vehicleIds };
}

async function findCompany(api: ApiClient, company: Company): Promise<FoundedCompany | undefined> {
  const [branches, vehicles] = await Promise.all([
    everyPage<{ id: string; code: string }>(api, '/api/v1/branches'),
    everyPage<{ id: string }>(api, '/api/v1/vehicles'),
  ]);
  const branchIds = new Map(branches.map(({ code, id }) => [code, id]));
  if (!company.branches.every(({ code }) => branchIds.has(code))) return undefined;
  return { branchIds, vehicleIds: vehicles.map(({ id }) => id) };
}

function papers(vin: string, from: Instant) {
  const kinds = [
    'registration',
    'compulsory-insurance',
    'commercial-insurance',
    'annual-inspection',
  ] as const;
  return kinds.map((kind) => ({
    kind,
    number: `${kind}-${vin}`,
    validFrom: from,
    validTo: addDays(from, 365 * PAPER_YEARS),
  }));
}
