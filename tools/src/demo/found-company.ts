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
  const create = async (path: string, thing: string, body: unknown) => {
    const idempotencyKey = `${run}-found-${thing}`;
    return (await api.post<{ id: string }>(`/api/v1/${path}`, { time, idempotencyKey, body })).id;
  };
  await Promise.all(
    company.classes.map(({ classCode, name, rank, minimumAge, licenceHeldMonths }) => {
      const body = { classCode, name, rank, minimumAge, licenceHeldMonths, automaticOnly: true };
      return create('vehicle-classes', classCode, body);
    }),
  );
  await Promise.all(
    company.classes.map(({ classCode, workdayFen, depositFen }) =>
      create('rate-plans', `rate-${classCode}`, {
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
      }),
    ),
  );
  const branches = company.branches.map(async (branch) => {
    return [branch.code, await create('branches', branch.code, branch)] as const;
  });
  const branchIds = new Map(await Promise.all(branches));
  const vehicleIds = await Promise.all(
    company.vehicles.map(({ branchCode, ...vehicle }) => {
      const about = { branchId: branchIds.get(branchCode), papers: papers(vehicle.vin, time) };
      return create('vehicles', vehicle.vin, { ...vehicle, ...about });
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
