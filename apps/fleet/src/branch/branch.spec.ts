import { branchOpenedV1 } from '@houtai/event-catalogue';
import { branchOpened, openBranch } from './branch';

const { branchId, openedAt, ...sample } = branchOpenedV1.sample;
const wish = { id: branchId, ...sample, at: openedAt };

describe('opening a branch', () => {
  it('announces what the catalogue says', () => {
    expect(branchOpened(openBranch(wish))).toEqual(branchOpenedV1.sample);
  });

  it.each([
    ['21:00', '08:00'],
    ['09:00', '09:00'],
  ])('is refused when it would open at %s and close at %s', (opensAt, closesAt) => {
    expect(() => openBranch({ ...wish, opensAt, closesAt })).toThrow(
      expect.objectContaining({ code: 'opening-hours-empty' }),
    );
  });
});
