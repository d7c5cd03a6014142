import { Inject, Injectable } from '@nestjs/common';
import { runInCall } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import { BindingService } from '../allocations/binding.service';
import { DispatchConfig } from '../dispatch.config';
import { canFollow } from './capacity.transitions';
import { PlaceFinder } from './place-finder.service';
import { LockedReservation, ReservationLocks } from './reservation-locks.service';
import type { ToldReservation } from './submission.service';

/** What confirmations cause: the holds are firm, and a vehicle is bound where the pick-up is near. */
@Injectable()
export class ConfirmationService {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly finder: PlaceFinder,
    private readonly bindings: BindingService,
    private readonly config: DispatchConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async confirm(confirmations: readonly ToldReservation[]): Promise<void> {
    const near = new Set(confirmations.filter((told) => runInCall(told.call, () => this.isNear(told))));
    await this.confirmInPlan([...near]);
    await this.confirmInPlan(await this.makeFirm(confirmations.filter((told) => !near.has(told))));
  }

  /**
   * A confirmation far ahead of what is held changes no plan, so it does not queue for the class.
   * @returns those that hold nothing
   */
  private async makeFirm(far: readonly ToldReservation[]): Promise<ToldReservation[]> {
    if (far.length === 0) return [];
    const ids = far.map(({ reservationId }) => reservationId);
    return this.locks.duringOnly(ids, [], this.clock.now(), async (locked) => {
      const unheld: ToldReservation[] = [];
      for (const told of far) {
        if (canFollow('CapacityHeld', locked.state(told.reservationId))) unheld.push(told);
        else
          runInCall(told.call, () =>
            locked.decide(told.reservationId, { type: 'MakeFirm', at: this.clock.now() }),
          );
      }
      await locked.write();
      return unheld;
    });
  }

  private async confirmInPlan(confirmations: readonly ToldReservation[]): Promise<void> {
    if (confirmations.length === 0) return;
    const ids = confirmations.map(({ reservationId }) => reservationId);
    const classCodes = confirmations.map(({ request }) => request.classCode);
    await this.locks.duringAll(ids, { classCodes }, this.clock.now(), async (locked) => {
      for (const told of confirmations) {
        const reservation = new LockedReservation(told.reservationId, locked);
        await runInCall(told.call, () => this.confirmOne(reservation, told));
      }
    });
  }

  private async confirmOne(reservation: LockedReservation, told: ToldReservation): Promise<void> {
    const at = this.clock.now();
    const holdsNothing = canFollow('CapacityHeld', reservation.state);
    const hold = holdsNothing ? await this.finder.findOrOwe(told.request, at) : undefined;
    const isNews = await reservation.handle({ type: 'MakeFirm', hold, at });
    if (isNews && this.isNear(told)) await this.bindings.bindNear(told.reservationId, at);
  }

  private isNear({ request }: ToldReservation): boolean {
    return request.pickUp.at < this.config.horizon(this.clock.now());
  }
}
