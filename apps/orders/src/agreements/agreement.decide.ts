import { addDays, addMinutes, assertNever, minutesBetween, type Decider } from '@houtai/domain-kit';
import { refuse } from '../orders.errors';
import type { Agreement, AgreementCommand, AgreementEvent, Signed } from './agreement';
import { canFollow } from './agreement.transitions';
import { evolveAgreement } from './agreement.evolve';
import { settlementOf } from './settlement';

type Of<Type> = Extract<AgreementCommand, { type: Type }>;

function open({ handover, at }: Of<'OpenAgreement'>, state: Agreement): AgreementEvent[] {
  if (!canFollow('AgreementOpened', state)) {
    return refuse('agreement-already-opened', {
      reservationId: handover.reservationId,
      status: state.status,
    });
  }
  return [{ type: 'AgreementOpened', handover, at }];
}

/** The timer of the due time; it does nothing for a vehicle that is back, or was declared overdue before. */
function declareOverdue({ graceMinutes, at }: Of<'DeclareOverdue'>, state: Signed): AgreementEvent[] {
  if (!canFollow('AgreementOverdue', state) || at < addMinutes(state.return.at, graceMinutes)) return [];
  return [{ type: 'AgreementOverdue', at }];
}

function takeBack(command: Of<'ReturnVehicle'>, state: Signed): AgreementEvent[] {
  const { branchId, odometerKm, fuelPercent, at } = command;
  if (!canFollow('VehicleReturned', state)) {
    return refuse('agreement-not-open', { status: state.status });
  }
  if (odometerKm < state.odometerKm) {
    return refuse('odometer-runs-backwards', {
      atHandoverKm: state.odometerKm,
      atReturnKm: odometerKm,
    });
  }
  if (at < state.openedAt) {
    return refuse('return-before-handover', {
      openedAt: state.openedAt,
    });
  }
  const lateMinutes = Math.max(0, Math.ceil(minutesBetween(state.return.at, at)));
  return [
    {
      type: 'VehicleReturned',
      back: { branchId, odometerKm, fuelPercent, returnedAt: at, lateMinutes },
      at,
    },
  ];
}

function settle({ plan, timeZone, rule, at }: Of<'SettleAgreement'>, state: Signed): AgreementEvent[] {
  if (!canFollow('AgreementSettled', state)) {
    return refuse('agreement-not-returned', { status: state.status });
  }
  return [{ type: 'AgreementSettled', settlement: settlementOf(state, { plan, timeZone, rule, at }), at }];
}

/**
 * Finance has nothing to claim any more. The hold counts from the return: that is when fines begin to appear.
 * Told before the settlement (rent accrued so far was paid; the final charges are still to come), or again later (a
 * reversal that was paid once more), it changes nothing.
 */
function startViolationHold({ holdDays, at }: Of<'StartViolationHold'>, state: Signed): AgreementEvent[] {
  if (!canFollow('ViolationHoldStarted', state)) return [];
  return [{ type: 'ViolationHoldStarted', holdUntil: addDays(state.back.returnedAt, holdDays), at }];
}

function close({ at }: Of<'CloseAgreement'>, state: Signed): AgreementEvent[] {
  if (state.status === 'closed') return [];
  if (!canFollow('AgreementClosed', state)) return refuse('agreement-not-settling', { status: state.status });
  if (at < state.holdUntil) return refuse('violation-hold-running', { holdUntil: state.holdUntil });
  return [{ type: 'AgreementClosed', at }];
}

export function decideAgreement(command: AgreementCommand, state: Agreement): AgreementEvent[] {
  if (command.type === 'OpenAgreement') return open(command, state);
  if (state.status === 'none') {
    return refuse('agreement-not-open', { status: 'none' });
  }
  switch (command.type) {
    case 'DeclareOverdue':
      return declareOverdue(command, state);
    case 'ReturnVehicle':
      return takeBack(command, state);
    case 'SettleAgreement':
      return settle(command, state);
    case 'StartViolationHold':
      return startViolationHold(command, state);
    case 'CloseAgreement':
      return close(command, state);
    default:
      return assertNever(command);
  }
}

export const agreementDecider: Decider<AgreementCommand, Agreement, AgreementEvent> = {
  initialState: () => ({ status: 'none' }),
  decide: decideAgreement,
  evolve: evolveAgreement,
};
