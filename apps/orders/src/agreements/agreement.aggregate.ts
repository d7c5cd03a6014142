import type { Aggregate } from '@houtai/domain-kit';
import type { Agreement, AgreementCommand, AgreementEvent } from './agreement';
import { agreementDecider } from './agreement.decide';
import { publishAgreement } from './agreement.publish';

export const agreement: Aggregate<AgreementCommand, Agreement, AgreementEvent> = {
  name: 'agreement',
  ...agreementDecider,
  publish: publishAgreement,
};
