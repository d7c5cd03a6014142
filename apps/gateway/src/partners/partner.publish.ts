import { assertNever, type Fact } from '@houtai/domain-kit';
import {
  fact,
  partnerContractChangedV1,
  partnerEndedV1,
  partnerRegisteredV1,
  partnerResumedV1,
  partnerSuspendedV1,
} from '@houtai/event-catalogue';
import type { Partner, PartnerEvent } from './partner';

/** What the other services learn of partners: who may sell what; nothing of the people there. */
export function publishPartner(event: PartnerEvent, { partnerId, code }: Partner): Fact | undefined {
  switch (event.type) {
    case 'PartnerRegistered':
      return fact(partnerRegisteredV1, { partnerId, code, contract: event.contract, registeredAt: event.at });
    case 'ContractChanged':
      return fact(partnerContractChangedV1, { partnerId, contract: event.contract, changedAt: event.at });
    case 'PartnerSuspended':
      return fact(partnerSuspendedV1, { partnerId, suspendedAt: event.at });
    case 'PartnerResumed':
      return fact(partnerResumedV1, { partnerId, resumedAt: event.at });
    case 'PartnerEnded':
      return fact(partnerEndedV1, { partnerId, endedAt: event.at });
    default:
      return assertNever(event);
  }
}
