import { validateEvent } from '@houtai/event-catalogue';
import { at, scenariosOf, testId } from '@houtai/testing';
import type { AllocationEvent, Binding } from './allocation';
import { allocationDecider } from './allocation.decide';
import { publicAllocationFact } from './allocation.publish';

const { givenEvents } = scenariosOf(allocationDecider);

const binding: Binding = {
  allocationId: testId(1),
  reservationId: testId(2),
  vehicleId: testId(3),
  classCode: 'compact',
  during: { from: at('10:00'), to: at('11:00', 1) },
};
const now = at('09:00');
const allocated: AllocationEvent = { type: 'vehicle-allocated', binding, at: now };
const started: AllocationEvent = { type: 'use-started', during: { ...binding.during, from: at('10:05') } };
const startUse = { type: 'start-use', during: { ...binding.during, from: at('10:05') } } as const;
const release = { type: 'release', reason: 'cancelled', at: now } as const;
const released: AllocationEvent = { type: 'allocation-released', reason: 'cancelled', at: now };
const complete = (returnedAt: string) => ({ type: 'complete', returnedAt, at: now }) as const;

describe('allocation of a vehicle', () => {
  it('is bound once', () => {
    givenEvents().when({ type: 'bind', binding, at: now }).thenEvents(allocated);
    givenEvents(allocated).when({ type: 'bind', binding, at: now }).thenNothing();
  });

  it('is in use from the real handover', () => {
    givenEvents(allocated).when(startUse).thenEvents(started);
    givenEvents(allocated).when(startUse).thenState({ status: 'in-use' });
    givenEvents(allocated, released).when(startUse).thenNothing();
  });

  it.each([
    ['early', at('20:00')],
    ['late', at('20:00', 3)],
  ])('ends at the real return when it comes %s', (_when, returnedAt) => {
    givenEvents(allocated, started)
      .when(complete(returnedAt))
      .thenEvents({ type: 'allocation-released', reason: 'completed', to: returnedAt, at: now });
  });

  it('ends with a return whose handover was never heard of, and never before its start', () => {
    givenEvents(allocated)
      .when(complete(at('08:00')))
      .thenEvents({
        type: 'allocation-released',
        reason: 'completed',
        to: '2027-03-01T10:00:00.001Z',
        at: now,
      });
  });

  it('is released while bound, not while in use', () => {
    givenEvents(allocated).when(release).thenEvents(released);
    givenEvents(allocated, started).when(release).thenNothing();
    givenEvents().when(release).thenNothing();
  });

  it('shifts its start while bound and its end while in use', () => {
    const during = { from: at('12:00'), to: binding.during.to };
    givenEvents(allocated).when({ type: 'shift', during }).thenEvents({ type: 'allocation-shifted', during });
    givenEvents(allocated).when({ type: 'shift', during: binding.during }).thenNothing();
    givenEvents(allocated, started).when({ type: 'shift', during }).thenNothing();
    const to = at('15:00', 1);
    givenEvents(allocated, started).when({ type: 'adjust-end', to }).thenEvents({ type: 'end-adjusted', to });
    givenEvents(allocated).when({ type: 'adjust-end', to }).thenNothing();
  });

  it('publishes the binding and its release, nothing in between', () => {
    const facts = [allocated, released].flatMap((event) => publicAllocationFact(binding, event) ?? []);
    expect(facts).toHaveLength(2);
    for (const { event, data } of facts) expect(validateEvent(event.type, data)).toEqual([]);
    expect(publicAllocationFact(binding, started)).toBeUndefined();
  });
});
