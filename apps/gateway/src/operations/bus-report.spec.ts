import { busReport, stillDrained, type ServiceBus } from './bus-report';

const orders: ServiceBus = {
  service: 'orders',
  produced: { submitted: 3, confirmed: 2 },
  outboxDepth: 0,
  outboxDead: 0,
  consumers: [
    {
      name: 'orders',
      types: ['held'],
      applied: { held: 2 },
      lag: 0,
      parked: 0,
      gaps: 0,
      undecodable: 0,
      discarded: 0,
      healthy: true,
    },
  ],
};
const dispatch: ServiceBus = {
  service: 'dispatch',
  produced: { held: 2 },
  outboxDepth: 0,
  outboxDead: 0,
  consumers: [
    {
      name: 'dispatch',
      types: ['submitted', 'confirmed', 'never'],
      applied: { submitted: 3, confirmed: 2 },
      lag: 0,
      parked: 0,
      gaps: 0,
      undecodable: 0,
      discarded: 0,
      healthy: true,
    },
  ],
};

function reportOf(...answers: (ServiceBus | string)[]) {
  return busReport(
    new Map(
      answers.map((answer) => (typeof answer === 'string' ? [answer, undefined] : [answer.service, answer])),
    ),
  );
}

function behind(change: Partial<ServiceBus['consumers'][number]>): ServiceBus {
  return { ...dispatch, consumers: dispatch.consumers.map((consumer) => ({ ...consumer, ...change })) };
}

describe('bus report', () => {
  it('counts what each consumer has to apply, and is drained when all of it is', () => {
    const report = reportOf(orders, dispatch);
    expect(report).toMatchObject({
      produced: 7,
      due: 7,
      applied: 7,
      parked: 0,
      pending: 0,
      outboxDepth: 0,
    });
    expect(report.consumers[1]?.due).toEqual({ submitted: 3, confirmed: 2 });
    expect(report.drained).toBe(true);
  });

  it.each([
    ['a service does not answer', [orders, dispatch, 'finance']],
    ['an outbox holds rows', [{ ...orders, outboxDepth: 1 }, dispatch]],
    ['an event is not applied', [orders, behind({ applied: { submitted: 2, confirmed: 2 } })]],
  ])('is not drained while %s', (_case, answers) => {
    expect(reportOf(...answers).drained).toBe(false);
  });

  it('counts a parked message as parked, not as pending', () => {
    const report = reportOf(orders, behind({ applied: { submitted: 2, confirmed: 2 }, parked: 1 }));
    expect(report).toMatchObject({ pending: 0, parked: 1 });
    expect(report.drained).toBe(true);
  });

  it('counts a message that was given up as done with', () => {
    const report = reportOf(orders, behind({ applied: { submitted: 2, confirmed: 2 }, discarded: 1 }));
    expect(report).toMatchObject({ pending: 0, parked: 0 });
  });

  it('believes in rest only after two equal rounds', () => {
    const first = reportOf(orders, dispatch);
    const later = reportOf(
      { ...orders, produced: { ...orders.produced, submitted: 4 } },
      behind({ applied: { submitted: 4, confirmed: 2 } }),
    );
    expect(later.drained).toBe(true);
    expect(stillDrained(first, later)).toBe(false);
    expect(stillDrained(first, reportOf(orders, dispatch))).toBe(true);
  });
});
