import { describeLists, testId } from '@houtai/testing';
import { DELIVERIES } from '../src/deliveries/delivery.list';
import { ENDPOINTS } from '../src/endpoint-desk/endpoint.list';
import { EVENTS } from '../src/messages/event.list';
import { REPLAYS } from '../src/replays/replay.list';
import { startWebhooks } from './webhooks-fixture';

const RANGE = { from: '2026-01-01', to: '2030-01-01' };
const AT = `timestamptz '2026-01-01' + test_spread(n, 5, 1000000) * interval '1 minute'`;
/** A delivery is of the partner whose endpoint it goes to. */
const ENDPOINT = 'case n when 70 then 43 else test_spread(n, 2, 100) end';
const OF_ENDPOINT = `test_id(${ENDPOINT}), test_id((${ENDPOINT}) % 40)`;
const TYPE = `(array['reservation.confirmed', 'reservation.cancelled', 'rental.started'])[1 + test_spread(n, 3, 3)]`;
/** Of one partner, as its bookings are. */
const SUBJECT = (owner: string) => `'reservation/' || test_id(test_spread(n, 4, 50) * 100 + (${owner}))`;

describeLists('webhooks', {
  open: () => startWebhooks(),
  fill: [
    `insert into endpoint (id, partner_id, url, event_types, ordering, most_in_flight, status, created_at, version)
     select test_id(n), test_id(n % 40), 'https://x/' || n, '{*}', 'none', 4,
            (array['pending', 'active', 'paused', 'deleted'])[1 + test_spread(n, 6, 4)], ${AT}, 1
       from (select n from generate_series(1, $1::int) n order by test_spread(n, 9, 1000000)) m`,
    `insert into message (day, id, seq, partner_id, type, subject, version, occurred_at, created_at, body)
     select date '2026-06-01' + (n * 20::bigint / ($1::int + 1))::int, 'evt_' || n, n, test_id(test_spread(n, 1, 100)), ${TYPE}, ${SUBJECT('test_spread(n, 1, 100)')}, 1, ${AT}, ${AT}, '{}'
       from generate_series(1, $1::int) n`,
    `insert into delivery (id, message_id, message_day, seq, endpoint_id, partner_id, type, subject, version, state, due_at,
                           created_at)
     select gen_random_uuid(), 'evt_' || n, date '2026-06-01', n, ${OF_ENDPOINT}, ${TYPE}, ${SUBJECT(ENDPOINT)}, 1,
            case when test_spread(n, 7, 50) = 1 then 'exhausted' else 'delivered' end, ${AT}, ${AT}
       from generate_series(1, $1::int) n`,
    `insert into replay (id, endpoint_id, partner_id, since, until, event_types, missed_only, status, last_seq)
     select gen_random_uuid(), ${OF_ENDPOINT}, ${AT}, ${AT}, '{*}', false,
            (array['done', 'cancelled'])[1 + test_spread(n, 8, 2)], 1
       from generate_series(1, $1::int) n`,
  ],
  lists: [
    { list: ENDPOINTS, partner: testId(3), samples: { partnerId: testId(3), status: 'paused' } },
    {
      list: EVENTS,
      partner: testId(3),
      samples: {
        ...{ partnerId: testId(3), type: 'rental.started', subject: `reservation/${testId(103)}`, ...RANGE },
      },
    },
    {
      list: DELIVERIES,
      partner: testId(3),
      samples: {
        ...{ partnerId: testId(3), endpointId: testId(43), state: 'exhausted', type: 'rental.started' },
        ...{ subject: `reservation/${testId(143)}`, messageId: 'evt_70', ...RANGE },
      },
    },
    {
      list: REPLAYS,
      partner: testId(3),
      samples: { partnerId: testId(3), endpointId: testId(43), status: 'cancelled' },
    },
  ],
  otherIndexes: {
    delivery_by_day: 'messages to be forgotten',
    delivery_by_replay: 'how far a replay is',
    delivery_due: 'endpoints with something due',
    delivery_due_in_turn: 'deliveries that are due',
    delivery_in_flight: 'places that are taken',
    delivery_open: 'deliveries that later ones wait for',
    replay_running: 'replays to go on with',
  },
});
