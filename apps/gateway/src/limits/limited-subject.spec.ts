import { LimitedSubject } from './limited-subject';

const limit = { subject: 'key k', name: 'key', perMinute: 6_000, inFlight: 50 };

describe('places of one subject on one instance', () => {
  /** The answer to the question at hand. @param most places that all instances have left */
  function answered(subject: LimitedSubject, most: number, now: number): void {
    const needs = subject.needs(now);
    const places = needs.running + Math.min(needs.spare, most);
    subject.hear({ granted: needs.wanted, tokens: 500, places }, needs, now);
  }

  it('are asked for again where more come at once than there were places for', () => {
    const subject = new LimitedSubject(limit);
    subject.waiting = 2;
    expect(subject.take(0)).toBe('unknown');
    answered(subject, 50, 0);
    expect([1, 2, 3].map((now) => subject.take(now))).toEqual(['taken', 'taken', 'unknown']);
  });

  it('are given up with the question that does not ask for them', () => {
    const subject = new LimitedSubject(limit);
    subject.waiting = 10;
    subject.take(0);
    answered(subject, 50, 0);
    expect(subject.take(1)).toBe('taken');
    subject.waiting = 0;
    subject.needs(2);
    subject.needs(3);
    expect([subject.take(4), subject.take(4)]).toEqual(['taken', 'unknown']);
  });

  it('are refused where all instances together have no more', () => {
    const subject = new LimitedSubject(limit);
    subject.waiting = 2;
    subject.take(0);
    answered(subject, 1, 0);
    expect([subject.take(1), subject.take(2)]).toEqual(['taken', 'too-many-at-once']);
    expect(subject.take(110)).toBe('unknown');
  });

  it('asks for the places again that it has given up itself, and refuses nobody for them', () => {
    const subject = new LimitedSubject(limit);
    // more was asked for than anybody may have, so that all there is was given
    subject.hear({ granted: 100, tokens: 900, places: 50 }, { wanted: 100, spare: 240, running: 0 }, 0);
    expect(subject.take(10)).toBe('taken');
    subject.needs(30);
    const verdicts = Array.from({ length: 16 }, () => subject.take(40));
    expect(verdicts).toContain('unknown');
    expect(verdicts).not.toContain('too-many-at-once');
  });
});
