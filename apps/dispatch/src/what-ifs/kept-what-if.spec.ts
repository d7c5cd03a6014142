import { isToCommit, type KeptWhatIf } from './kept-what-if';

const [NOW, LIMIT] = ['2027-03-02T00:00:00.000Z', '2027-03-02T00:30:00.000Z'];
const kept = (changes: Partial<KeptWhatIf> = {}): KeptWhatIf => ({
  ...{ id: 'one', status: 'open', askedBy: 'dispatcher', askedAt: NOW, commitBefore: LIMIT, question: {} },
  ...{ classes: [], moves: [], decidedBy: null, decidedAt: null, outcome: null },
  ...changes,
});
const more = { question: { addedVehicles: 1 } };

describe('a what-if that is to be committed', () => {
  it.each<[string, Partial<KeptWhatIf>, string, boolean | string]>([
    ['in time', {}, '2027-03-02T00:29:59.999Z', true],
    ['at its limit', {}, LIMIT, 'what-if-expired'],
    ['a second time, also after its limit', { status: 'committed' }, LIMIT, false],
    ['after it was discarded', { status: 'discarded' }, NOW, 'what-if-discarded'],
    ['though it counts on vehicles more', more, NOW, 'what-if-needs-vehicles'],
  ])('%s', (_, changes, now, expected) => {
    const decide = () => isToCommit(kept(changes), now);
    if (typeof expected === 'boolean') expect(decide()).toBe(expected);
    else expect(decide).toThrow(expect.objectContaining({ code: expected }));
  });
});
