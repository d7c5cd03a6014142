import { transitionsOf } from '@houtai/domain-kit';
import { inOrder, reachedStatuses, walkedTransitions } from '@houtai/testing';
import { PARTNER_STATUSES, type PartnerCommand, type PartnerState } from './partner';
import { partner } from './partner.aggregate';
import { PARTNER_TRANSITIONS } from './partner.transitions';

const at = '2026-11-01T00:00:00.000Z';
const terms = (mostOpenReservations: number) => ({
  name: 'Acme',
  contract: { priceGroup: 'agency', mostOpenReservations, identityCheck: 'at-pick-up' as const },
  contacts: [],
});
const commands: PartnerCommand[] = [
  { type: 'RegisterPartner', partnerId: 'p', code: 'acme', ...terms(5), at },
  { type: 'ChangeContract', ...terms(6), at },
  { type: 'SuspendPartner', at },
  { type: 'ResumePartner', at },
  { type: 'EndPartner', at },
];
const arrows = transitionsOf(PARTNER_TRANSITIONS);
/** What there is not yet can only be registered. */
const walked = {
  ...partner,
  decide: (command: PartnerCommand, state: PartnerState) =>
    state.status === 'none' && command.type !== 'RegisterPartner' ? [] : partner.decide(command, state),
};

describe('the statuses of a partner', () => {
  it('move as the table says, and every transition that stands there does happen', () => {
    expect(walkedTransitions(walked, commands)).toEqual(inOrder(arrows));
  });

  it('are all reached', () => {
    expect(reachedStatuses(arrows)).toEqual(new Set(PARTNER_STATUSES));
  });
});
