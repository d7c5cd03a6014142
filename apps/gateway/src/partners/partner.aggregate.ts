import { assertNever, type Aggregate } from '@houtai/domain-kit';
import type { Partner, PartnerCommand, PartnerEvent, PartnerState } from './partner';
import { decidePartner } from './partner.decide';
import { publishPartner } from './partner.publish';

export const partner: Aggregate<PartnerCommand, PartnerState, PartnerEvent> = {
  name: 'partner',
  initialState: () => ({ status: 'none' }),
  decide: decidePartner,
  evolve: evolvePartner,
  publish: publishPartner,
};

function evolvePartner(state: PartnerState, event: PartnerEvent): PartnerState {
  if (event.type === 'PartnerRegistered') {
    const { type: _, at, ...details } = event;
    return { ...details, status: 'active', registeredAt: at };
  }
  return state.status === 'none' ? state : evolveExisting(state, event);
}

function evolveExisting(
  state: Partner,
  event: Exclude<PartnerEvent, { type: 'PartnerRegistered' }>,
): PartnerState {
  switch (event.type) {
    case 'ContractChanged': {
      const { name, contract, contacts } = event;
      return { ...state, name, contract, contacts };
    }
    case 'PartnerSuspended':
      return { ...state, status: 'suspended', suspendedAt: event.at };
    case 'PartnerResumed':
      return { ...state, status: 'active', suspendedAt: undefined };
    case 'PartnerEnded':
      return { ...state, status: 'ended', endedAt: event.at };
    default:
      return assertNever(event);
  }
}
