import { Inject, Injectable } from '@nestjs/common';
import { runInCall, type CallContext } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import type { CapacityRequest, WantedHold } from './capacity';
import type { LockedCapacities } from './capacity.store';
import type { SoldTerms } from '../partners/contract';
import { PartnerContractStore } from '../partners/partner-contract.store';
import { PlaceFinder, type Plans } from './place-finder.service';
import { ReservationLocks } from './reservation-locks.service';

/** What an event of orders says about a reservation, and the call that whatever it leads to belongs to. */
export interface ToldReservation {
  reservationId: string;
  request: CapacityRequest;
  call: CallContext;
  /** Whose booking it is, where it is a partner's. */
  partnerId?: string;
}

/** Answers the question of submissions: is there a vehicle? Many in one transaction, each after the one before. */
@Injectable()
export class SubmissionService {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly finder: PlaceFinder,
    private readonly contracts: PartnerContractStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async answer(submissions: readonly ToldReservation[]): Promise<void> {
    const ids = submissions.map(({ reservationId }) => reservationId);
    const requests = submissions.map(({ request }) => request);
    const classCodes = requests.map(({ classCode }) => classCode);
    await this.locks.duringOnly(ids, classCodes, this.clock.now(), async (locked) => {
      const partnerIds = submissions.flatMap(({ partnerId }) => partnerId ?? []);
      const [toHold, plans, contracts] = await Promise.all([
        this.finder.wanting(requests),
        this.finder.plansFor(requests),
        this.contracts.ofMany([...new Set(partnerIds)]),
      ]);
      for (const told of submissions) {
        const hold = { ...toHold(told.request), offers: offersTo(told, contracts) };
        await runInCall(told.call, () => this.answerOne(told, locked, hold, plans));
      }
      await locked.write();
    });
  }

  /** What it is to hold stands in the plan for the next one; all of it is stored together. */
  private async answerOne(
    { reservationId }: ToldReservation,
    locked: LockedCapacities,
    hold: WantedHold,
    plans: Plans,
  ): Promise<void> {
    if (locked.state(reservationId).status !== 'unknown') return;
    const at = this.clock.now();
    const verdict = await this.finder.find(hold, plans, at, { storeFirst: () => locked.write() });
    locked.decide(reservationId, { type: 'AnswerSubmission', verdict, at });
  }
}

/** Of a partner whose contract is not known here yet, no more than what it has asked for: that it may sell. */
function offersTo(
  { partnerId, request: { classCode, pickUp, return: back } }: ToldReservation,
  contracts: ReadonlyMap<string, SoldTerms>,
): SoldTerms | undefined {
  if (partnerId === undefined) return undefined;
  const asked = { classCodes: [classCode], branchIds: [pickUp.branchId, back.branchId] };
  return contracts.get(partnerId) ?? asked;
}
