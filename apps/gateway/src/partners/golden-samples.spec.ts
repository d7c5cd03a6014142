import {
  apiKeyCreatedV1,
  apiKeyExpiringV1,
  apiKeyRevokedV1,
  apiKeyRotatedV1,
  partnerContractChangedV1,
  partnerEndedV1,
  partnerRegisteredV1,
  partnerResumedV1,
  partnerSuspendedV1,
  type EventDefinition,
} from '@houtai/event-catalogue';
import type { ApiKey, ApiKeyEvent } from '../api-keys/api-key';
import { publishApiKey } from '../api-keys/api-key.publish';
import type { Partner, PartnerEvent } from './partner';
import { publishPartner } from './partner.publish';

const { partnerId, code, contract, registeredAt } = partnerRegisteredV1.sample;
const contacts = [{ name: '王芳', email: 'wang@acme.example' }];
const terms = { name: 'Acme', contract, contacts };
const partner: Partner = { status: 'active', partnerId, code, ...terms, registeredAt };

const { keyId, scopes, createdAt, expiresAt } = apiKeyCreatedV1.sample;
const { successorId, rotatedAt, expiresAt: overlapEnd } = apiKeyRotatedV1.sample;
const details = {
  keyId,
  partnerId,
  name: 'engine',
  secretHash: 'hash',
  scopes,
  networks: [],
  createdBy: 'somebody',
};
const key: ApiKey = { status: 'active', ...details, createdAt, expiresAt };

describe('what the gateway publishes of partners are the golden samples, without anything personal', () => {
  it.each<[EventDefinition, PartnerEvent]>([
    [partnerRegisteredV1, { type: 'PartnerRegistered', partnerId, code, ...terms, at: registeredAt }],
    [
      partnerContractChangedV1,
      { type: 'ContractChanged', ...terms, at: partnerContractChangedV1.sample.changedAt },
    ],
    [partnerSuspendedV1, { type: 'PartnerSuspended', at: partnerSuspendedV1.sample.suspendedAt }],
    [partnerResumedV1, { type: 'PartnerResumed', at: partnerResumedV1.sample.resumedAt }],
    [partnerEndedV1, { type: 'PartnerEnded', at: partnerEndedV1.sample.endedAt }],
  ])('$type', (event, happened) => {
    expect(publishPartner(happened, partner)).toEqual({ event, data: event.sample });
  });

  it.each<[EventDefinition, ApiKeyEvent]>([
    [apiKeyCreatedV1, { type: 'KeyCreated', ...details, expiresAt, at: createdAt }],
    [apiKeyRotatedV1, { type: 'KeyRotated', successorId, expiresAt: overlapEnd, at: rotatedAt }],
    [apiKeyRevokedV1, { type: 'KeyRevoked', at: apiKeyRevokedV1.sample.revokedAt }],
    [apiKeyExpiringV1, { type: 'ExpiryAnnounced', daysLeft: 30, at: '2027-01-02T02:00:00.000Z' }],
  ])('$type', (event, happened) => {
    expect(publishApiKey(happened, key)).toEqual({ event, data: event.sample });
  });
});
