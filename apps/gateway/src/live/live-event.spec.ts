import { CATALOGUE } from '@houtai/event-catalogue';
import { TOLD_EVENTS, liveEventOf } from './live-event';

const KEY = '0196f3a0-0000-7000-8000-000000000001';

function told(type: string, data: unknown) {
  return liveEventOf({ type, key: KEY, aggregateVersion: 3, data });
}

describe('what is told of a domain event', () => {
  it('is its topic, name, subject and version, and the branches it names', () => {
    expect(
      TOLD_EVENTS.map(({ type, sample }) => {
        const { topic, type: name, branchIds } = told(type, sample) ?? {};
        return `${topic} ${name} ${branchIds?.map((id) => id.slice(-1)).join()}`.trim();
      }).sort(),
    ).toEqual(
      [
        'agreements agreement-closed 4',
        'agreements agreement-opened 4,5',
        'agreements agreement-overdue',
        'agreements agreement-settled 4',
        'agreements capacity-question-confirmed',
        'agreements capacity-question-dropped',
        'agreements capacity-requested',
        'agreements vehicle-returned 5',
        'agreements violation-hold-started',
        'complaints complaint-advanced',
        'complaints complaint-received',
        'conflicts escalation-ended',
        'conflicts promise-escalated 3',
        'operations clock-advanced',
        'reservations handover-refused',
        'reservations reservation-cancelled 4',
        'reservations reservation-change-refused',
        'reservations reservation-change-requested 4,5',
        'reservations reservation-changed 4,5',
        'reservations reservation-confirmed 4,5',
        'reservations reservation-converted',
        'reservations reservation-expired',
        'reservations reservation-no-show 4',
        'reservations reservation-readied',
        'reservations reservation-rejected 4,5',
        'reservations reservation-submitted 4,5',
        'vehicles vehicle-checked-in 4',
        'vehicles vehicle-disposed 4',
        'vehicles vehicle-grounded',
        'vehicles vehicle-moved 5,4',
        'vehicles vehicle-papers-renewed',
        'vehicles vehicle-registered 4',
        'vehicles vehicle-returned-to-service',
        'vehicles vehicle-status-changed 4',
        'vehicles vehicle-withdrawn 4',
      ].sort(),
    );
  });

  it('is nothing for what belongs to no topic', () => {
    const silent = CATALOGUE.filter((event) => !TOLD_EVENTS.includes(event));
    expect(silent.length).toBeGreaterThan(10);
    for (const { type, sample } of silent) expect(told(type, sample)).toBeUndefined();
    expect(told('houtai.orders.made-up.v1', {})).toBeUndefined();
  });

  it.each(TOLD_EVENTS.map((event) => [event.type, event] as const))(
    'holds of %s nothing but ids, a name and a number',
    (type, { sample }) => {
      const live = told(type, sample);
      expect(Object.keys(live ?? {}).sort()).toEqual([
        'branchIds',
        'partnerId',
        'subject',
        'topic',
        'type',
        'version',
      ]);
      expect(live).toMatchObject({ subject: KEY, version: 3 });
    },
  );

  it('says whose booking it is, and nothing more of what a partner brings', () => {
    const ofPartner = TOLD_EVENTS.filter(({ sample }) => 'partnerId' in (sample as object));
    expect(ofPartner.map(({ producer }) => producer)).toContain('orders');
    for (const { type, sample } of ofPartner) {
      const { partnerId } = sample as { partnerId: string };
      expect(told(type, sample)?.partnerId).toBe(partnerId);
      expect(told(type, { ...(sample as object), partnerId: undefined })?.partnerId).toBeNull();
      expect(JSON.stringify(told(type, sample))).not.toContain('T-2026-0117');
    }
  });
});
