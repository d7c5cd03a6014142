import { transitionsOf } from '@houtai/domain-kit';
import { inOrder, scenariosOf, testId, walkedTransitions } from '@houtai/testing';
import type { EndpointCommand, EndpointEvent, EndpointWish } from './endpoint';
import { endpointDecider } from './endpoint.decide';
import { ENDPOINT_TRANSITIONS } from './endpoint.transitions';

const at = '2026-03-01T00:00:00.000Z';
const wish: EndpointWish = {
  url: 'https://partner.example.com/hooks',
  eventTypes: ['reservation.*'],
  ordering: 'none',
  mostInFlight: 4,
};
const [id, partnerId] = [testId(1), testId(2)];
const created: EndpointEvent = { type: 'EndpointCreated', id, partnerId, wish, at };
const answered: EndpointEvent = { type: 'EndpointAnswered', at };
const disabled: EndpointEvent = { type: 'EndpointDisabled', reason: 'gone', at };
const { givenEvents } = scenariosOf(endpointDecider);

describe('an endpoint', () => {
  it('moves as the table says, and every transition that stands there does happen', () => {
    const commands: EndpointCommand[] = [
      { type: 'CreateEndpoint', id, partnerId, wish, at },
      { type: 'ChangeEndpoint', wish, at },
      { type: 'ChangeEndpoint', wish: { ...wish, url: 'https://partner.example.com/elsewhere' }, at },
      { type: 'NoteAnswered', at },
      { type: 'PauseEndpoint', at },
      { type: 'ResumeEndpoint', at },
      { type: 'DisableEndpoint', reason: 'gone', at },
      { type: 'DeleteEndpoint', at },
    ];
    expect(walkedTransitions(endpointDecider, commands)).toEqual(
      inOrder(transitionsOf(ENDPOINT_TRANSITIONS)),
    );
  });

  it('has to answer again where it leads somewhere else', () => {
    const moved = { ...wish, url: 'https://other.example.com/' };
    givenEvents(created, answered)
      .when({ type: 'ChangeEndpoint', wish: moved, at })
      .thenState({ status: 'pending', url: moved.url });
    givenEvents(created, answered)
      .when({ type: 'ChangeEndpoint', wish: { ...wish, mostInFlight: 8 }, at })
      .thenState({ status: 'active', mostInFlight: 8 });
  });

  it('is not resumed before it has ever answered', () => {
    givenEvents(created)
      .when({ type: 'ResumeEndpoint', at })
      .thenError('endpoint-status', { status: 'pending' });
  });

  it('is disabled once, keeps its reason while it is changed, and loses it when resumed', () => {
    const given = givenEvents(created, answered, disabled);
    given.when({ type: 'DisableEndpoint', reason: 'failing', at }).thenNothing();
    given
      .when({ type: 'ChangeEndpoint', wish, at })
      .thenState({ status: 'disabled', disabledReason: 'gone' });
    given.when({ type: 'ResumeEndpoint', at }).thenState({ status: 'active' });
  });

  it('that is deleted is not changed any more', () => {
    const given = givenEvents(created, { type: 'EndpointDeleted', at });
    given.when({ type: 'ChangeEndpoint', wish, at }).thenError('endpoint-status', { status: 'deleted' });
    given.when({ type: 'DeleteEndpoint', at }).thenNothing();
  });
});
