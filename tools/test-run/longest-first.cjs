const { statSync } = require('node:fs');
const { relative } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * The specs that take more than half a minute, the longest first. Jest remembers how long files took, but a fresh
 * checkout remembers nothing, and a long file that begins last has a processor to itself and leaves the other idle.
 */
const LONGEST = [
  'e2e/src/back-office.e2e.spec.ts',
  'libs/service-host/src/two-instances.int.spec.ts',
  'libs/messaging/test/kafka-security.int.spec.ts',
  'libs/messaging/test/event-bus.int.spec.ts',
  'libs/messaging/test/gaps.int.spec.ts',
  'libs/service-host/src/database/frozen-instance.int.spec.ts',
  'libs/service-host/src/database/vanished-database.int.spec.ts',
  'apps/dispatch/test/storm.int.spec.ts',
  'libs/messaging/test/delivery.int.spec.ts',
  'libs/infrastructure/src/supervised-server.int.spec.ts',
  'libs/messaging/test/undecodable.int.spec.ts',
  'libs/messaging/test/kafka-frozen-broker.int.spec.ts',
  'libs/messaging/test/vanished-database.int.spec.ts',
  'tools/src/verify/verify.int.spec.ts',
  'apps/webhooks/test/receiver-faults.int.spec.ts',
  'apps/webhooks/test/postgres-restarted.int.spec.ts',
];

/** Long specs first, then those with servers, then the pure ones; the larger file before the smaller. */
class LongestFirst extends Sequencer {
  sort(tests) {
    const ranked = [...tests].map((test) => ({ test, rank: rankOf(test), size: statSync(test.path).size }));
    ranked.sort((a, b) => a.rank - b.rank || b.size - a.size || a.test.path.localeCompare(b.test.path));
    return ranked.map(({ test }) => test);
  }
}

function rankOf({ path, context }) {
  const place = LONGEST.indexOf(relative(context.config.rootDir, path).replaceAll('\\', '/'));
  if (place !== -1) return place;
  return LONGEST.length + (/\.(int|e2e)\.spec\.ts$/.test(path) ? 0 : 1);
}

module.exports = LongestFirst;
module.exports.LONGEST = LONGEST;
