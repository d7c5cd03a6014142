import { branchOpenedV1 } from '@houtai/event-catalogue';
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
