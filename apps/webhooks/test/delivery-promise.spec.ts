import { newSecret, signatureHeaders } from '../src/sending/signature.service';
import { brokenPromises, nameOf, type Arrival, type Evidence } from './delivery-promise';

const secret = newSecret();

function arrival(version: number, over: Partial<Arrival> = {}): Arrival {
  const [id, text] = [`evt_${version}`, `{"version":${version}}`];
  const timestamp = Math.floor(Date.now() / 1000);
  const headers = signatureHeaders({ id, timestamp, body: text }, [secret]);
  return { id, subject: 'reservation/1', version, text, headers, status: 204, ...over };
}

/** Two versions of a subject that happened and came. */
function evidence(over: Partial<Evidence> = {}): Evidence {
  const happened = [1, 2].map((version) => ({ subject: 'reservation/1', version }));
  return {
    happened,
    owed: happened,
    arrivals: [arrival(1), arrival(2)],
    givenUp: new Set(),
    listed: new Map(happened.map((one) => [nameOf(one), `evt_${one.version}`])),
    secrets: [newSecret(), secret],
    isOrdered: true,
    ...over,
  };
}

describe('the promise of webhooks', () => {
  it('is kept by what came once, or several times, or stands as exhausted', () => {
    expect(brokenPromises(evidence())).toEqual([]);
    const failed = arrival(1, { status: 500 });
    expect(brokenPromises(evidence({ arrivals: [failed, arrival(1), arrival(1), arrival(2)] }))).toEqual([]);
    expect(brokenPromises(evidence({ arrivals: [failed], givenUp: new Set(['evt_1', 'evt_2']) }))).toEqual(
      [],
    );
  });

  it.each<[string, Partial<Evidence>, string]>([
    [
      'what never came',
      { arrivals: [arrival(1)] },
      'reservation/1 v2 was never taken, and does not stand as exhausted',
    ],
    [
      'what came and was not taken',
      { arrivals: [arrival(1), arrival(2, { status: 503 })] },
      'reservation/1 v2 was never taken, and does not stand as exhausted',
    ],
    [
      'another id at the second time',
      { arrivals: [arrival(1), arrival(2), { ...arrival(2), id: 'evt_9' }] },
      'reservation/1 v2 came as evt_9, and is listed as evt_2',
    ],
    [
      'one id for two things',
      { listed: new Map([1, 2].map((n) => [`reservation/1 v${n}`, 'evt_1'])) },
      'reservation/1 v2 came as evt_2, and is listed as evt_1',
    ],
    [
      'what never happened',
      { arrivals: [arrival(1), arrival(2), arrival(3)] },
      'reservation/1 v3 came, and never happened',
    ],
    [
      'a signature by nobody',
      { secrets: [newSecret()], arrivals: [arrival(1)], owed: [] },
      'reservation/1 v1 came without a good signature',
    ],
    [
      'a text that is not what was signed',
      { arrivals: [arrival(1), { ...arrival(2), text: '{"version":7}' }] },
      'reservation/1 v2 came without a good signature',
    ],
    ['a version that comes late', { arrivals: [arrival(2), arrival(1)] }, 'reservation/1 v1 came after v2'],
  ])('is broken by %s', (_, over, sentence) => {
    expect(brokenPromises(evidence(over))).toEqual([sentence]);
  });

  it('says nothing of order where none was asked for, nor of what is sent again', () => {
    const late = [arrival(2), arrival(1)];
    expect(brokenPromises(evidence({ arrivals: late, isOrdered: false }))).toEqual([]);
    const again = arrival(1);
    const replayed = { ...again, headers: { ...again.headers, 'webhook-replay': 'true' } };
    expect(brokenPromises(evidence({ arrivals: [arrival(1), arrival(2), replayed] }))).toEqual([]);
  });
});
