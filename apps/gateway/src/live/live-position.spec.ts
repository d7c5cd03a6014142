import { judgeResume, positionOf } from './live-position';

const head = { epoch: 'abc123', firstId: 101, lastId: 200 };
const EMPTY = { epoch: 'abc123', firstId: 201, lastId: 200 };
const resume = (after: number) => ({ kind: 'resume', after });
const reset = (reason: string) => ({ kind: 'reset', reason });

describe('coming back', () => {
  it.each([
    ['goes on behind the newest event', 'abc123-200', head, resume(200)],
    ['goes on in the middle', 'abc123-150', head, resume(150)],
    ['goes on just before the oldest event kept', 'abc123-100', head, resume(100)],
    ['starts again when an event in between is gone', 'abc123-99', head, reset('expired')],
    ['starts again from a place that nothing was told at yet', 'abc123-201', head, reset('future')],
    ['starts again from a place of another log', 'fff-150', head, reset('unknown')],
    ['starts again from what is no place', '150', head, reset('unknown')],
    ['starts again from no number', 'abc123-x', head, reset('unknown')],
    ['starts again from nothing', '', head, reset('unknown')],
    ['starts again from a number beyond all bounds', `abc123-${'9'.repeat(30)}`, head, reset('unknown')],
    ['goes on after a quiet hour', 'abc123-200', EMPTY, resume(200)],
    ['starts again when it missed the last event before a quiet hour', 'abc123-199', EMPTY, reset('expired')],
  ])('%s', (_case, text, where, expected) => {
    expect(judgeResume(text, where)).toEqual(expected);
  });

  it('understands the places that are told', () => {
    expect(judgeResume(positionOf(head.epoch, 120), head)).toEqual(resume(120));
  });
});
