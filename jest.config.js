/**
 * One run for every tier; the suffix says the tier:
 *   *.spec.ts      pure, no I/O            *.int.spec.ts  real Postgres and bus
 *   *.e2e.spec.ts  through the gateway     (a test that needs Kafka says so with `describeKafka`)
 *   *.long.int.spec.ts  loads and faults that take minutes: only when HOUTAI_TEST_LONG=yes (nightly)
 */
/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/tools/test-run/modules-once/environment.cjs',
  runtime: '<rootDir>/tools/test-run/modules-once/runtime.cjs',
  testMatch: ['<rootDir>/{apps,libs,e2e,tools,bench,faults}/**/*.spec.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    ...(process.env.HOUTAI_TEST_LONG === 'yes' ? [] : ['\\.long\\.int\\.spec\\.ts$']),
  ],
  modulePathIgnorePatterns: ['/dist/'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    // The client is published as ES modules too, whose imports name files as they are run.
    '^(\\.{1,2}/.+)\\.js$': ['$1.js', '$1.ts'],
    '^@houtai/client$': '<rootDir>/libs/client/src/index.ts',
    '^@houtai/client/internal$': '<rootDir>/libs/client/src/internal.ts',
    '^@houtai/(aggregate|event-catalogue|domain-kit|messaging|service-host|testing|infrastructure)$':
      '<rootDir>/libs/$1/src/index.ts',
    '^@houtai/messaging/base$': '<rootDir>/libs/messaging/src/base.ts',
    '^@houtai/service-host/migrate$': '<rootDir>/libs/service-host/src/migrate.ts',
    '^@houtai/dispatch/(drives|optimiser|planning|re-planning)/(.*)$': '<rootDir>/apps/dispatch/src/$1/$2.ts',
    '^@houtai/dispatch/test/(.*)$': '<rootDir>/apps/dispatch/test/$1.ts',
    '^@houtai/tools$': '<rootDir>/tools/src/index.ts',
  },
  setupFiles: ['reflect-metadata'],
  testTimeout: 60_000,
  testSequencer: '<rootDir>/tools/test-run/longest-first.cjs',
  // Twice the processors of the smallest machine: the files with servers wait for time-outs and restarts half of their time.
  maxWorkers: 4,
};
