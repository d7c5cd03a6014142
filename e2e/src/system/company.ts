import { addDays, toInstant, type Instant } from '@houtai/domain-kit';
import type { LicenceBody, PartnerCustomerBody } from '@houtai/client';
import { plateOf, residentIdOf, vinOf } from '@houtai/tools';
import type { Ask } from './colleague';
import type { Office } from './office';
import type { Page, Price, Reservation, Wish } from './views';

export const PRICES = {
  workdayFen: 19_800,
  weekendFen: 23_800,
  holidayFen: 35_800,
  basicServicePerDayFen: 5_000,
  preparationFen: 2_000,
  oneWayFen: 10_000,
  rentalDepositFen: 300_000,
  violationDepositFen: 200_000,
};

/** As the desk registers a customer; a partner says besides what the customer has agreed to. */
type CustomerBody = Omit<PartnerCustomerBody, 'consent'>;

let serial = 0;
let companies = 0;

/** Local time of the branches. */
export function local(day: string, time: string): Instant {
  return toInstant(`${day}T${time}:00+08:00`);
}

export interface CompanyOptions {
  /** Business day on which it is founded, before everything that happens in it. */
  readonly day: string;
  /** Upper-case; the branch and, in lower case, the class are named after it. */
  readonly code: string;
  readonly vehicles: number;
  readonly rentalDepositFen?: number;
}

/** One branch with one class of vehicles and its prices, so that a journey is alone with what it tests. */
export class Company {
  readonly vehicleIds: string[] = [];
  branchId = '';
  readonly classCode: string;
  /** No two classes share a rank; between two companies there is room for further classes. */
  readonly rank: number;
  private readonly foundedAt: Instant;

  constructor(
    private readonly office: Office,
    private readonly options: CompanyOptions,
  ) {
    this.classCode = options.code.toLowerCase();
    this.rank = 10 * (companies += 1);
    this.foundedAt = local(options.day, '00:00');
  }

  /** By the roles whose work it is. */
  async found(): Promise<this> {
    const { office, options, foundedAt: time, classCode } = this;
    const { code, day, vehicles, rentalDepositFen = PRICES.rentalDepositFen } = options;
    const fleetManager = office.as('fleet-manager');
    await fleetManager.post('/api/v1/vehicle-classes', {
      time,
      body: { classCode, name: `车型 ${code}`, rank: this.rank },
    });
    const branch = await fleetManager.post<{ id: string }>('/api/v1/branches', {
      time,
      body: { code, name: `门店 ${code}`, city: '上海', violationHoldDays: 7 },
    });
    this.branchId = branch.id;
    await office.as('operations-manager').post('/api/v1/rate-plans', {
      time,
      body: { ...PRICES, rentalDepositFen, classCode, validFrom: day },
    });
    for (let n = 0; n < vehicles; n++) this.vehicleIds.push(await this.register());
    await office.settled();
    return this;
  }

  /** A customer whose identity and licence were checked. */
  async customer(licenceClass: LicenceBody['class'] = 'C1'): Promise<string> {
    const agent = this.office.as('customer-service-agent');
    const { id } = await agent.post<{ id: string }>('/api/v1/customers', {
      time: this.foundedAt,
      body: customerBody(licenceClass),
    });
    await agent.post(`/api/v1/customers/${id}/verify`, { time: this.foundedAt });
    return id;
  }

  wish(pickUpAt: Instant, returnAt: Instant): Wish {
    const { classCode, branchId } = this;
    return { classCode, pickUp: { branchId, at: pickUpAt }, return: { branchId, at: returnAt } };
  }

  quote(wish: Wish, ask: Ask = {}): Promise<Price> {
    return this.office.as('customer-service-agent').post<Price>('/api/v1/quotes', { ...ask, body: wish });
  }

  submit(customerId: string, wish: Wish, ask: Ask): Promise<Reservation> {
    const body = { customerId, channel: 'web', ...wish };
    return this.office
      .as('customer-service-agent')
      .post<Reservation>('/api/v1/reservations', { ...ask, body });
  }

  /** A reservation that dispatch has answered. */
  async reserve(customerId: string, wish: Wish, ask: Ask): Promise<Reservation> {
    const { id } = await this.submit(customerId, wish, ask);
    await this.office.settled();
    return this.reservation(id);
  }

  /** What the desk finds by what somebody says on the telephone. */
  async find(number: string): Promise<readonly Reservation[]> {
    const path = `/api/v1/reservations?number=${encodeURIComponent(number)}`;
    return (await this.office.as('branch-staff').get<Page<Reservation>>(path)).items;
  }

  reservation(id: string): Promise<Reservation> {
    return this.office.as('customer-service-agent').get<Reservation>(`/api/v1/reservations/${id}`);
  }

  private async register(): Promise<string> {
    const { office, branchId, classCode, foundedAt: time } = this;
    const vehicle = await office.as('fleet-manager').post<{ id: string }>('/api/v1/vehicles', {
      time,
      body: vehicleBody({ branchId, classCode, from: time }),
    });
    return vehicle.id;
  }
}

/** A valid registration of a vehicle that there is no other of. */
export function vehicleBody(at: {
  branchId: string;
  classCode: string;
  from: Instant;
}): Record<string, unknown> {
  serial += 1;
  const kinds = ['registration', 'compulsory-insurance', 'commercial-insurance', 'annual-inspection'];
  return {
    vin: vinOf(serial),
    plate: plateOf('沪', serial),
    classCode: at.classCode,
    branchId: at.branchId,
    odometerKm: 1_000,
    energy: 'petrol',
    papers: kinds.map((kind) => ({
      kind,
      number: `${kind}-${serial}`,
      validFrom: at.from,
      validTo: addDays(at.from, 365),
    })),
  };
}

/** A valid registration of a customer that there is no other of. */
export function customerBody(licenceClass: LicenceBody['class'] = 'C1'): CustomerBody {
  serial += 1;
  const number = residentIdOf(serial, '1990-03-07');
  return {
    name: '张伟',
    phone: `139${String(serial).padStart(8, '0')}`,
    idDocument: { type: 'resident-id', number },
    birthDate: '1990-03-07',
    licence: { number, class: licenceClass, issuedOn: '2015-05-01', validTo: '2035-05-01' },
  };
}
