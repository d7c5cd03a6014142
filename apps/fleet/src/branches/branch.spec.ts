import { branchClosedV1, branchOpenedV1, branchReopenedV1 } from '@houtai/event-catalogue';
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

  const closed = { ...close, type: 'BranchClosed' } as const;
  const { givenEvents } = scenariosOf(branch);

  it('happens once, and not in the past', () => {
    givenEvents(opened).when(close).thenState({ closedFrom: closing.closedFrom });
    givenEvents(opened, closed).when(close).thenError('branch-closes-already');
    givenEvents(opened)
      .when({ ...close, closedFrom: '2026-04-30T23:59:59.999Z' })
      .thenError('closing-in-the-past');
  });

  it.each(['2026-06-01T00:00:00.000Z', '2026-08-01T00:00:00.000Z'])('is moved to %s', (closedFrom) => {
    givenEvents(opened, closed)
      .when({ ...close, closedFrom })
      .thenEvents({ ...closed, closedFrom });
  });

  it('is not moved any more once it has come', () => {
    givenEvents(opened, closed)
      .when({ ...close, closedFrom: '2026-08-01T00:00:00.000Z', at: closing.closedFrom })
      .thenError('branch-closes-already');
  });

  it('is taken back, before it has come and afterwards, and can be decided anew', () => {
    const reopened = { type: 'BranchReopened', at: branchReopenedV1.sample.decidedAt } as const;
    const reopen = (at: string) => ({ type: 'ReopenBranch', at }) as const;
    givenEvents(opened, closed).when(reopen(reopened.at)).thenEvents(reopened);
    const tooLate = { ...reopened, at: '2026-07-09T00:00:00.000Z' };
    givenEvents(opened, closed).when(reopen(tooLate.at)).thenEvents(tooLate);
    givenEvents(opened).when(reopen(reopened.at)).thenError('branch-not-closing');
    givenEvents(opened, closed, reopened).when(reopen(reopened.at)).thenError('branch-not-closing');
    givenEvents(opened, closed, reopened).when(close).thenEvents(closed);
    const after = { ...wish, status: 'open', openedAt } as OpenedBranch;
    expect(branch.publish(reopened, after)).toEqual({
      event: branchReopenedV1,
      data: branchReopenedV1.sample,
    });
  });
});
