import { addDays, addMinutes, transitionsOf } from '@houtai/domain-kit';
import { inOrder, reachedStatuses, walkedTransitions } from '@houtai/testing';
import { sampleRatePlan } from '../../test/samples/sample-rate-plan';
import { AGREEMENT_STATUSES, type AgreementCommand } from './agreement';
import { agreementDecider } from './agreement.decide';
import { AGREEMENT_TRANSITIONS } from './agreement.transitions';
import { sampleHandover } from '../../test/samples/sample-agreement';

const dueAt = sampleHandover.return.at;
const arrows = transitionsOf(AGREEMENT_TRANSITIONS);

const commands: AgreementCommand[] = [
  { type: 'OpenAgreement', handover: sampleHandover, at: sampleHandover.openedAt },
  { type: 'DeclareOverdue', graceMinutes: 30, at: addMinutes(dueAt, 30) },
  {
    type: 'ReturnVehicle',
    branchId: sampleHandover.pickUp.branchId,
    odometerKm: 1_400,
    fuelPercent: 100,
    at: addMinutes(dueAt, 40),
  },
  {
    type: 'SettleAgreement',
    plan: sampleRatePlan,
    timeZone: 'Asia/Shanghai',
    rule: { unauthorisedAfterDays: 1, penaltyPercent: 300 },
    at: addMinutes(dueAt, 50),
  },
  { type: 'StartViolationHold', holdDays: 15, at: addMinutes(dueAt, 60) },
  { type: 'CloseAgreement', at: addDays(dueAt, 16) },
];

describe('the statuses of an agreement', () => {
  it('move as the table says, and every transition that stands there does happen', () => {
    expect(walkedTransitions(agreementDecider, commands)).toEqual(inOrder(arrows));
  });

  it('are all reached, and all but closed are left again', () => {
    expect(reachedStatuses(arrows)).toEqual(new Set(AGREEMENT_STATUSES));
    const left = new Set(arrows.map(({ from }) => from));
    expect(AGREEMENT_STATUSES.filter((status) => !left.has(status))).toEqual(['closed']);
  });
});
