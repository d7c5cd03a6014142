import { Controller, Inject } from '@nestjs/common';
import {
  reservationCancelledV1,
  reservationExpiredV1,
  reservationNoShowV1,
  reservationRejectedV1,
} from '@houtai/event-catalogue';
import { OnEvents, runInCall, type Received } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import { BindingService } from '../allocations/binding.service';
import { RepairService } from '../allocations/repair.service';
import type { ReleaseReason } from './capacity';
import { ReservationLocks } from './reservation-locks.service';

type EndReason = Exclude<ReleaseReason, 'completed'>;

const REASONS = new Map<string, EndReason>([
  [reservationRejectedV1.type, 'rejected'],
  [reservationExpiredV1.type, 'expired'],
  [reservationCancelledV1.type, 'cancelled'],
  [reservationNoShowV1.type, 'no-show'],
]);

/** Frees what a reservation held when orders says that it has ended. Dispatch never ends a hold by its own clock. */
@Controller()
export class WhenReservationEnded {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly bindings: BindingService,
    private readonly repairs: RepairService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @OnEvents([reservationRejectedV1, reservationExpiredV1, reservationCancelledV1, reservationNoShowV1])
  async handle(events: Received<{ reservationId: string }>[]): Promise<void> {
    const ids = events.map(({ data }) => data.reservationId);
    // All at first, in the order in which everybody locks; each is ended in its turn.
    await this.locks.duringAll(ids, {}, this.clock.now(), async () => {
      for (const { data, event, call } of events) {
        const reason = REASONS.get(event.type) ?? 'cancelled';
        await runInCall(call, () => this.end(data.reservationId, reason));
      }
    });
  }

  private async end(reservationId: string, reason: EndReason): Promise<void> {
    const at = this.clock.now();
    await this.locks.during(reservationId, {}, at, async (reservation) => {
      if (!(await reservation.handle({ type: 'EndCapacity', reason, at }))) return;
      await this.bindings.release(reservationId, reason === 'no-show' ? 'no-show' : 'cancelled', at);
      await this.repairs.repairVehicles(reservation.vehicleIds, at);
    });
  }
}
