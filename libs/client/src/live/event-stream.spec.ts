import fc from 'fast-check';
import { blocksOf, type StreamBlock } from './event-stream.js';

const STREAM = [
  'retry: 2000\n\n',
  ': heartbeat\nid: 1f-7\n\n',
  'id: 1f-8\nevent: reservations\ndata: {"subject":"预订"}\n\n',
  'data:one\r\ndata: two\r\n\r\n',
  'event: reset\rdata: {}\r\r',
  'nonsense\ndata\n\n',
  'data: never ended',
].join('');
const TOLD: StreamBlock[] = [
  { retry: 2000 },
  { id: '1f-7' },
  { id: '1f-8', event: 'reservations', data: '{"subject":"预订"}' },
  { data: 'one\ntwo' },
  { event: 'reset', data: '{}' },
  { data: '' },
];

async function* chunks(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

async function read(...parts: readonly Uint8Array[]): Promise<StreamBlock[]> {
  const told: StreamBlock[] = [];
  for await (const block of blocksOf(chunks(...parts))) told.push(block);
  return told;
}

describe('a stream of server-sent events', () => {
  const bytes = new TextEncoder().encode(STREAM);

  it('is told block by block, those with nothing but a place as well; what has not ended is not told', async () => {
    expect(await read(bytes)).toEqual(TOLD);
  });

  it('says the same wherever it is cut, in the middle of a line break or of a character as well', async () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cuts, async (unsorted) => {
        const at = [0, ...unsorted.sort((a, b) => a - b), bytes.length];
        const parts = at.slice(1).map((end, n) => bytes.slice(at[n], end));
        expect(await read(...parts)).toEqual(TOLD);
      }),
    );
  });
});
