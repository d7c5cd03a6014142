import { scenariosOf } from '@houtai/testing';
import type { PartnerEvent } from './partner';
import { partner } from './partner.aggregate';

const at = '2026-11-01T00:00:00.000Z';
const contract = { priceGroup: 'agency', mostOpenReservations: 5, identityCheck: 'at-pick-up' } as const;
const terms = { name: 'Acme', contract, contacts: [] };
const registered: PartnerEvent = { type: 'PartnerRegistered', partnerId: 'p', code: 'acme', ...terms, at };
const suspended: PartnerEvent = { type: 'PartnerSuspended', at };
const ended: PartnerEvent = { type: 'PartnerEnded', at };
const { givenEvents } = scenariosOf(partner);

describe('a partner', () => {
  it('is suspended and resumed, each time once', () => {
    givenEvents(registered).when({ type: 'SuspendPartner', at }).thenEvents(suspended);
    givenEvents(registered, suspended).when({ type: 'SuspendPartner', at }).thenEvents();
    givenEvents(registered, suspended)
      .when({ type: 'ResumePartner', at })
      .thenEvents({ type: 'PartnerResumed', at });
    givenEvents(registered).when({ type: 'ResumePartner', at }).thenEvents();
  });

  it('ends for good, suspended or not', () => {
    for (const before of [[registered], [registered, suspended]])
      givenEvents(...before)
        .when({ type: 'EndPartner', at })
        .thenEvents(ended);
    givenEvents(registered, ended).when({ type: 'EndPartner', at }).thenEvents();
    for (const type of ['SuspendPartner', 'ResumePartner'] as const)
      givenEvents(registered, ended).when({ type, at }).thenError('partner-ended');
    givenEvents(registered, ended)
      .when({ type: 'ChangeContract', ...terms, at })
      .thenError('partner-ended');
  });

  it('gets another contract, while suspended too, and no news when it is the same', () => {
    const change = {
      type: 'ChangeContract',
      ...terms,
      contract: { ...contract, mostOpenReservations: 6 },
      at,
    } as const;
    for (const before of [[registered], [registered, suspended]])
      givenEvents(...before)
        .when(change)
        .thenEvents({ ...change, type: 'ContractChanged' });
    givenEvents(registered)
      .when({ ...change, contract })
      .thenEvents();
  });
});
