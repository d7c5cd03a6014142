import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  reservationChangeRefusedV1,
  reservationChangeRequestedV1,
  reservationChangedV1,
  type ReservationChangeRefusedV1,
  type ReservationChangeRequestedV1,
  type ReservationChangedV1,
} from '@houtai/event-catalogue';
import type { Instant } from '@houtai/domain-kit';
import { CLOCK, type Clock } from '@houtai/service-host';
import { BindingService } from '../allocations/binding.service';
import { RepairService } from '../allocations/repair.service';
import { requestOf } from './capacity-request';
import { isHolding, proposalOf } from './holding';
import { ChangePlaces } from './change-places.service';
import { ReservationLocks, type LockedReservation } from './reservation-locks.service';

/** The swap of holds: the new one is found while the old one is kept; orders decides which of them stays. */
@Controller()
export class WhenReservationChanges {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly places: ChangePlaces,
    private readonly bindings: BindingService,
    private readonly repairs: RepairService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @EventPattern(reservationChangeRequestedV1.type)
  async answer(@Payload() data: ReservationChangeRequestedV1): Promise<void> {
    const { reservationId, changeId } = data;
    const request = requestOf(data);
    const at = this.clock.now();
    await this.locks.during(reservationId, { classCodes: [request.classCode] }, at, async (reservation) => {
      const { state } = reservation;
      if (!isHolding(state)) {
        await reservation.handle({ type: 'AnswerChange', changeId, at });
        return;
      }
      if (state.proposal?.changeId === changeId) return;
      await this.dropOpen(reservation, at);
      const { hold, verdict, shared } = await this.places.find(reservation, request, at);
      await reservation.handle({ type: 'AnswerChange', changeId, verdict, at });
      if (shared) await this.places.share(shared, hold.holdId);
    });
  }

  @EventPattern(reservationChangedV1.type)
  async adopt(@Payload() data: ReservationChangedV1): Promise<void> {
    const { reservationId, changeId } = data;
    const request = requestOf(data);
    const at = this.clock.now();
    await this.locks.during(reservationId, { classCodes: [request.classCode] }, at, async (reservation) => {
      const { state } = reservation;
      if (!isHolding(state)) return;
      const isKnown = state.proposal?.changeId === changeId;
      if (!isKnown) await this.dropOpen(reservation, at);
      const hold = isKnown ? undefined : await this.places.findOrOwe(reservation, request, at);
      await this.bindings.release(reservationId, 'changed', at);
      await reservation.handle({ type: 'AdoptChange', changeId, hold, at });
      await this.settle(reservation, at);
    });
  }

  @EventPattern(reservationChangeRefusedV1.type)
  async drop(@Payload() { reservationId, changeId }: ReservationChangeRefusedV1): Promise<void> {
    const at = this.clock.now();
    await this.locks.during(reservationId, {}, at, async (reservation) => {
      if (proposalOf(reservation.state)?.changeId === changeId) await this.dropOpen(reservation, at);
    });
  }

  /** A proposal is dropped before another one is looked for, so that its place counts as free. */
  private async dropOpen(reservation: LockedReservation, at: Instant): Promise<void> {
    const proposal = proposalOf(reservation.state);
    if (!proposal) return;
    await reservation.handle({ type: 'DropChange', changeId: proposal.changeId, at });
    await this.settle(reservation, at);
  }

  /** One of two holds is gone; a near pick-up is bound. */
  private async settle({ reservationId, vehicleIds, state }: LockedReservation, at: Instant): Promise<void> {
    await this.repairs.settle(reservationId, vehicleIds, at);
    if (state.status === 'firm') await this.bindings.bindNear(reservationId, at);
  }
}
