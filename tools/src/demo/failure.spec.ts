import { failureText, notDrained, problemSentence } from './failure';

describe('the last line of a demo that could not go on', () => {
  it('is short, however much there is to tell', () => {
    const told = failureText(new Error(`Not ready.\n${JSON.stringify({ many: 'x'.repeat(900) })}`));
    expect(told.split('\n').map((line) => line.length)).toEqual([10, 240]);
    expect(failureText('no such file')).toBe('no such file');
  });

  it('says what the bus waits for, and who does not answer', () => {
    const services = [
      { service: 'orders', reachable: true },
      { service: 'finance', reachable: false },
    ];
    expect(notDrained({ outboxDepth: 3, pending: 12, services }, 120)).toBe(
      'The bus did not drain within 120 s: 3 events are not published, 12 are not applied, no answer from finance',
    );
    expect(notDrained({ outboxDepth: 0, pending: 0, services: [] }, 5)).toBe(
      'The bus did not drain within 5 s: events were still on their way',
    );
  });

  it('gives the sentence of a refusal and the faults it names, not its body', () => {
    const problem = { detail: 'The request has 1 fault.', traceId: '1', errors: [] };
    expect(problemSentence({ ...problem, errors: [{ field: 'plate', message: 'must be a plate' }] })).toBe(
      'The request has 1 fault. plate: must be a plate',
    );
    expect(problemSentence(problem)).toBe('The request has 1 fault.');
    expect(problemSentence(undefined)).toBe('');
  });
});
