import type { Office } from '../system/office';

/** Whatever has happened before: the reports follow from the log and from nothing else. */
export function rebuildJourney(office: () => Office): void {
  describe('the reports', () => {
    it('come out the same when they are rebuilt from the log', async () => {
      await office().settled();
      const rebuilt = await office()
        .as('analyst')
        .post<{ equal: boolean; eventsReplayed: number; tables: { table: string; equal: boolean }[] }>(
          '/api/v1/analytics/rebuild',
        );
      expect(rebuilt.tables.filter(({ equal }) => !equal)).toEqual([]);
      expect(rebuilt.equal).toBe(true);
      expect(rebuilt.eventsReplayed).toBeGreaterThan(100);
    });
  });
}
