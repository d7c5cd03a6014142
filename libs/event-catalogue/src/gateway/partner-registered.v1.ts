import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';
import { PartnerContract, samplePartnerContract } from './partner-contract';

const schema = Type.Object({
  partnerId: Id('Partner'),
  code: Type.String({ description: 'Short name, unique' }),
  contract: PartnerContract,
  registeredAt: At('Registered'),
});

export type PartnerRegisteredV1 = Static<typeof schema>;

export const partnerRegisteredV1 = defineEvent({
  producer: 'gateway',
  aggregate: 'partner',
  name: 'partner-registered',
  meaning: 'A partner has a contract and may sell. Carries no contacts: the gateway alone keeps them.',
  schema,
  sample: {
    partnerId: '0196f3a0-0000-7000-8000-000000000051',
    code: 'acme-travel',
    contract: samplePartnerContract,
    registeredAt: '2026-02-01T01:00:00.000Z',
  },
});
