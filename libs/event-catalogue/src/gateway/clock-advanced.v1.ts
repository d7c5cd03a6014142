import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At } from '../fields';

const schema = Type.Object({
  now: At('Business time'),
});

export type ClockAdvancedV1 = Static<typeof schema>;

export const clockAdvancedV1 = defineEvent({
  producer: 'gateway',
  aggregate: 'clock',
  name: 'clock-advanced',
  meaning: 'Business time moved on, in a simulation: whatever is due by now is to be done.',
  schema,
  sample: {
    now: '2026-03-03T16:00:00.000Z',
  },
});
