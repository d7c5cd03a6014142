import { assertNever } from '@houtai/domain-kit';
import { refuse } from '../gateway.errors';
import type { Partner, PartnerCommand, PartnerEvent, PartnerState } from './partner';
import { canFollow } from './partner.transitions';

type Of<Type> = Extract<PartnerCommand, { type: Type }>;

function changeContract(
  { at, name, contract, contacts }: Of<'ChangeContract'>,
  partner: Partner,
): PartnerEvent[] {
  if (!canFollow('ContractChanged', partner)) return refuse('partner-ended');
  const before = JSON.stringify([partner.name, partner.contract, partner.contacts]);
  if (before === JSON.stringify([name, contract, contacts])) return [];
  return [{ type: 'ContractChanged', name, contract, contacts, at }];
}

function suspend({ at }: Of<'SuspendPartner'>, partner: Partner): PartnerEvent[] {
  if (partner.status === 'suspended') return [];
  if (!canFollow('PartnerSuspended', partner)) return refuse('partner-ended');
  return [{ type: 'PartnerSuspended', at }];
}

function resume({ at }: Of<'ResumePartner'>, partner: Partner): PartnerEvent[] {
  if (partner.status === 'active') return [];
  if (!canFollow('PartnerResumed', partner)) return refuse('partner-ended');
  return [{ type: 'PartnerResumed', at }];
}

function end({ at }: Of<'EndPartner'>, partner: Partner): PartnerEvent[] {
  return canFollow('PartnerEnded', partner) ? [{ type: 'PartnerEnded', at }] : [];
}

/** Nothing when nothing changes: a step asked for twice is no fault. Throws `partner-ended`. */
export function decidePartner(command: PartnerCommand, partner: PartnerState): PartnerEvent[] {
  if (command.type === 'RegisterPartner') {
    if (partner.status !== 'none') return refuse('partner-code-taken', { code: partner.code });
    return [{ ...command, type: 'PartnerRegistered' }];
  }
  if (partner.status === 'none') throw new Error('there is no partner to change');
  switch (command.type) {
    case 'ChangeContract':
      return changeContract(command, partner);
    case 'SuspendPartner':
      return suspend(command, partner);
    case 'ResumePartner':
      return resume(command, partner);
    case 'EndPartner':
      return end(command, partner);
    default:
      return assertNever(command);
  }
}
