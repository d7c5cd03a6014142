import { branchClosedV1, branchOpenedV1 } from '@houtai/event-catalogue';
import { scenariosOf } from '@houtai/testing';
import { branch, type OpenBranch, type OpenedBranch } from './branch';

const { branchId, openedAt, ...sample } = branchOpenedV1.sample;
const wish: OpenBranch = { type: 'OpenBranch', id: branchId, ...sample, at: openedAt };

describe('opening a branch', () => {
  it('announces what the catalogue says', () => {
    const [opened] = branch.decide(wish, branch.initialState());
    if (!opened) throw new Error('the branch is opened above');
    const after = branch.evolve(branch.initialState(), opened) as OpenedBranch;
    expect(branch.publish(opened, after)).toEqual({ event: branchOpenedV1, data: branchOpenedV1.sample });
  });

  it.each([
    ['21:00', '08:00'],
    ['09:00', '09:00'],
  ])('is refused when it would open at %s and close at %s', (opensAt, closesAt) => {
    scenariosOf(branch)
      .givenEvents()
      .when({ ...wish, opensAt, closesAt })
      .thenError('opening-hours-empty');
  });
});

describe('closing a branch', () => {
  const closing = branchClosedV1.sample;
  const close = { type: 'CloseBranch', closedFrom: closing.closedFrom, at: closing.decidedAt } as const;
  const opened = { ...wish, type: 'BranchOpened' } as const;

  it('announces what the catalogue says', () => {
    const [closed] = branch.decide(close, branch.evolve(branch.initialState(), opened));
    if (!closed) throw new Error('the branch is closed above');
    const after = branch.evolve(branch.evolve(branch.initialState(), opened), closed) as OpenedBranch;
    expect(branch.publish(closed, after)).toEqual({ event: branchClosedV1, data: closing });
  });

  it('happens once, and not in the past', () => {
    const { givenEvents } = scenariosOf(branch);
    givenEvents(opened).when(close).thenState({ closedFrom: closing.closedFrom });
    givenEvents(opened, { ...close, type: 'BranchClosed' })
      .when(close)
      .thenError('branch-closes-already');
    givenEvents(opened)
      .when({ ...close, closedFrom: '2026-04-30T23:59:59.999Z' })
      .thenError('closing-in-the-past');
  });
});
