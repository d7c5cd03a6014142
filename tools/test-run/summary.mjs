import { relative } from 'node:path';

/**
 * What to say after a run, from Jest's JSON results (null when it wrote none).
 * @returns {{ lines: string[], ok: boolean }} the last line holds the figures
 */
export function summarise(root, results, infrastructureLine) {
  if (results === null) return { lines: ['Jest wrote no results.', '0 passed, 1 failed'], ok: false };
  const skipped = [];
  for (const file of results.testResults)
    for (const test of file.assertionResults)
      if (test.status === 'pending' || test.status === 'skipped' || test.status === 'todo')
        skipped.push(`  ${relative(root, file.name)}: ${test.fullName}`);
  // A file that cannot even be loaded has no tests to count: it counts as one failure.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const passed = results.numPassedTests;
  const lines = ['', infrastructureLine];
  if (skipped.length > 0) lines.push(`Skipped (${skipped.length}):`, ...skipped);
  if (passed + failed === 0) lines.push('No test was run.');
  lines.push(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
  return { lines, ok: failed === 0 && passed > 0 && results.success };
}
