/** What a stream of server-sent events said up to an empty line. */
export interface StreamBlock {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
  /** How long to wait before coming back, ms. */
  readonly retry?: number;
}

type Growing = { -readonly [Field in keyof StreamBlock]: StreamBlock[Field] };

/**
 * Reads server-sent events (WHATWG HTML, 9.2.6). Blocks without data are told as well, which parsers for browsers pass
 * over: Houtai's heartbeats carry an `id`, and so move the place to come back to.
 */
export async function* blocksOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamBlock, void, void> {
  let block: Growing = {};
  for await (const line of linesOf(chunks)) {
    if (line !== '') {
      take(block, line);
      continue;
    }
    if (Object.keys(block).length > 0) yield block;
    block = {};
  }
}

function take(block: Growing, line: string): void {
  const colon = line.indexOf(':');
  if (colon === 0) return;
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (field === 'data') block.data = block.data === undefined ? value : `${block.data}\n${value}`;
  if (field === 'event') block.event = value;
  if (field === 'id' && !value.includes('\0')) block.id = value;
  if (field === 'retry' && /^\d+$/.test(value)) block.retry = Number(value);
}

/** Lines that have ended; a line may end in CR, LF or both, and in the middle of a chunk. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the end may be half of a line break.
    const whole = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
    const lines = whole.split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? '') + rest.slice(whole.length);
    yield* lines;
  }
}
