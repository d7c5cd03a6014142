import { capabilitySummary, withSummary } from './capability-summary';

const TABLE = `
| id   | what | state | endpoints | events | tests |
| ---- | ---- | ----- | --------- | ------ | ----- |
| OR-1 | 受理 intake through every channel, all faults named. Missing: extras | partly | | | |
| OR-5 | 取消 cancellation with tiered fees by notice, and no-show | done | | | |
| OR-9 | 归档 immutable file of an order | planned | | | |
| TE-2 | 备份/恢复 backups with a tested restore | planned | | | |
`;

describe('what works, on the front page', () => {
  it('counts the rows of each area by state, and tells what can be used in the words of the rows', () => {
    expect(capabilitySummary(TABLE)).toEqual([
      '| area | done | partly | planned | can be used today, in whole or in part |',
      '| --- | --: | --: | --: | --- |',
      '| Orders | 1 | 1 | 1 | intake through every channel, all faults named; cancellation with tiered fees by notice |',
      '| Operations and security | 0 | 0 | 1 | nothing yet |',
      '| all | 1 | 1 | 2 | |',
    ]);
  });

  it('takes the place of the summary before, and leaves the rest of the page as it is', () => {
    const page = '# Page\n\n<!-- what works: generated -->\n\nold\n\n<!-- end -->\n\nrest\n';
    const renewed = withSummary(page, TABLE);
    expect(renewed).toContain('| Orders | 1 | 1 | 1 |');
    expect(renewed).not.toContain('old');
    expect(renewed.startsWith('# Page\n')).toBe(true);
    expect(renewed.endsWith('<!-- end -->\n\nrest\n')).toBe(true);
    expect(withSummary(renewed, TABLE)).toBe(renewed);
  });

  it('asks for its place on the page', () => {
    expect(() => withSummary('# Page\n', TABLE)).toThrow('README.md has no place for what works');
  });
});
