import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, Day, Choice } from '../fields';

const schema = Type.Object({
  reportId: Id('Report'),
  kind: Choice(['daily-vehicle-operations'], 'Which report'),
  day: Day('Day reported'),
  version: Type.Integer({ minimum: 1 }),
  contentHash: Type.String({ description: 'SHA-256 of the canonical content, hex' }),
  publishedAt: At('Published'),
});

export type ReportPublishedV1 = Static<typeof schema>;

export const reportPublishedV1 = defineEvent({
  producer: 'analytics',
  aggregate: 'report',
  name: 'report-published',
  meaning: 'A report was published; it is never changed, only corrected by a new version.',
  schema,
  sample: {
    reportId: '0196f3a0-0000-7000-8000-000000000009',
    kind: 'daily-vehicle-operations',
    day: '2026-03-02',
    version: 1,
    contentHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    publishedAt: '2026-03-03T00:00:00.000Z',
  },
});
