import { validateEvent } from '@houtai/event-catalogue';
import { at, scenariosOf, testId } from '@houtai/testing';
import type { AllocationEvent, Binding } from './allocation';
import { allocationDecider } from './allocation.decide';
import { publishAllocation } from './allocation.publish';

const { givenEvents } = scenariosOf(allocationDecider);

const binding: Binding = {
  allocationId: testId(1),
  subject: { kind: 'rental', id: testId(2) },
  vehicleId: testId(3),
  classCode: 'compact',
  during: { from: at('10:00'), to: at('11:00', 1) },
};
const now = at('09:00');
const allocated: AllocationEvent = { type: 'VehicleAllocated', binding, at: now };
const started: AllocationEvent = {
  type: 'UseStarted',
  during: { ...binding.during, from: at('10:05') },
  at: now,
};
const startUse = { type: 'StartUse', during: { ...binding.during, from: at('10:05') }, at: now } as const;
const release = { type: 'ReleaseAllocation', reason: 'cancelled', at: now } as const;
const released: AllocationEvent = { type: 'AllocationReleased', reason: 'cancelled', at: now };
const complete = (returnedAt: string) => ({ type: 'CompleteAllocation', returnedAt, at: now }) as const;

describe('allocation of a vehicle', () => {
  it('is bound once', () => {
    givenEvents().when({ type: 'BindVehicle', binding, at: now }).thenEvents(allocated);
    givenEvents(allocated).when({ type: 'BindVehicle', binding, at: now }).thenNothing();
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
      .thenEvents({ type: 'AllocationCompleted', to: returnedAt, at: now });
  });

  it('ends with a return whose handover was never heard of, and never before its start', () => {
    givenEvents(allocated)
      .when(complete(at('08:00')))
      .thenEvents({
        type: 'AllocationCompleted',
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
    givenEvents(allocated)
      .when({ type: 'ShiftAllocation', during, at: now })
      .thenEvents({ type: 'AllocationShifted', during, at: now });
    givenEvents(allocated).when({ type: 'ShiftAllocation', during: binding.during, at: now }).thenNothing();
    givenEvents(allocated, started).when({ type: 'ShiftAllocation', during, at: now }).thenNothing();
    const to = at('15:00', 1);
    givenEvents(allocated, started)
      .when({ type: 'AdjustEnd', to, at: now })
      .thenEvents({ type: 'EndAdjusted', to, at: now });
    givenEvents(allocated).when({ type: 'AdjustEnd', to, at: now }).thenNothing();
  });

  it('publishes the binding and its release, nothing in between', () => {
    const after = { ...binding, status: 'bound', allocatedAt: now } as const;
    const facts = [allocated, released].flatMap((event) => publishAllocation(event, after) ?? []);
    expect(facts).toHaveLength(2);
    for (const { event, data } of facts) expect(validateEvent(event.type, data)).toEqual([]);
    expect(publishAllocation(started, after)).toBeUndefined();
  });
});
