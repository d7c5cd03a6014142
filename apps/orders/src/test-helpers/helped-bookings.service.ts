import { Inject, Injectable } from '@nestjs/common';
import { laterOf, type Instant } from '@houtai/domain-kit';
import { IDS, type IdSource, type Reach } from '@houtai/service-host';
import { CustomerStore } from '../customers/customer.store';
import { ReservationStore } from '../reservations/reservation.store';
import { VehicleFactsStore } from '../vehicles/vehicle-facts.store';

/** What there is to know of a booking before its vehicle is handed over. */
@Injectable()
export class HelpedBookings {
  constructor(
    private readonly reservations: ReservationStore,
    private readonly customers: CustomerStore,
    private readonly vehicles: VehicleFactsStore,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  newId(): string {
    return this.ids.next();
  }

  /** Looks at the papers of the customer, as the counter does; what it finds of the vehicle that is bound. */
  async prepare(id: string, reach: Reach, now: Instant): Promise<{ at: Instant; odometerKm?: number }> {
    const { state } = await this.reservations.get(id, reach);
    if (state.status !== 'ready') return { at: now };
    const at = laterOf(now, state.pickUp.at);
    const customer = await this.customers.get(state.customerId);
    if (customer.state.status === 'registered') {
      await this.customers.handle(state.customerId, { type: 'VerifyCustomer', at });
    }
    const { facts } = await this.vehicles.find(state.binding.vehicleId);
    return { at, odometerKm: facts.odometerKm };
  }
}
