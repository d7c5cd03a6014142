import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';
import { PartnerContract, samplePartnerContract } from './partner-contract';

const schema = Type.Object({
  partnerId: Id('Partner'),
  contract: PartnerContract,
  changedAt: At('Changed'),
});

export type PartnerContractChangedV1 = Static<typeof schema>;

export const partnerContractChangedV1 = defineEvent({
  producer: 'gateway',
  aggregate: 'partner',
  name: 'partner-contract-changed',
  meaning: 'The contract of a partner is another one, for what it books from now on.',
  schema,
  sample: {
    partnerId: '0196f3a0-0000-7000-8000-000000000051',
    contract: samplePartnerContract,
    changedAt: '2026-02-10T01:00:00.000Z',
  },
});
