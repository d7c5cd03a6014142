/**
 * The rules of the house that lint enforces, shared by eslint.config.mjs and by their self-test.
 *
 * Boundaries: who may import whom, by the tag in each package.json.
 * Purity: a file of a service is pure unless its suffix says otherwise, so that rules can be read and tested
 * without a database, a bus or a clock.
 */
const IMPURE_SUFFIXES = [
  'controller',
  'store',
  'entity',
  'list',
  'queries',
  'consumer',
  'module',
  'config',
  'service',
  'definition',
  'worker',
  'dto',
  'spec',
];

const boundaries = {
  '@nx/enforce-module-boundaries': [
    'error',
    {
      enforceBuildableLibDependency: false,
      checkNestedExternalImports: false,
      // The test library loads the heavy ones when they are needed; that makes nobody else's import wrong.
      checkDynamicDependenciesExceptions: ['.*'],
      // The specs of these libraries use the test library, which is built on them; shipped code may not (see borders).
      ignoredCircularDependencies: [
        'aggregate',
        'messaging',
        'service-host',
        'domain-kit',
        'event-catalogue',
        'infrastructure',
      ].map((library) => ['@houtai/testing', `@houtai/${library}`]),
      depConstraints: [
        // Nobody imports another service, and only tests see the test library.
        {
          sourceTag: 'type:app',
          onlyDependOnLibsWithTags: [
            'type:contract',
            'type:pure',
            'type:transport',
            'type:platform',
            'type:aggregate',
            'type:test',
          ],
        },
        {
          sourceTag: 'type:aggregate',
          onlyDependOnLibsWithTags: [
            'type:platform',
            'type:transport',
            'type:contract',
            'type:pure',
            'type:test',
          ],
        },
        {
          sourceTag: 'type:platform',
          onlyDependOnLibsWithTags: ['type:transport', 'type:contract', 'type:pure', 'type:test'],
        },
        {
          sourceTag: 'type:transport',
          onlyDependOnLibsWithTags: ['type:contract', 'type:pure', 'type:test'],
        },
        { sourceTag: 'type:contract', onlyDependOnLibsWithTags: ['type:pure'] },
        { sourceTag: 'type:pure', onlyDependOnLibsWithTags: [] },
        // Published: it knows the documents, and nothing of what stands behind them.
        { sourceTag: 'type:client', onlyDependOnLibsWithTags: [] },
        {
          sourceTag: 'type:tool',
          onlyDependOnLibsWithTags: [
            'type:contract',
            'type:pure',
            'type:transport',
            'type:platform',
            'type:aggregate',
            'type:client',
            'type:tool',
            'type:test',
            'type:app',
          ],
        },
        {
          sourceTag: 'type:test',
          onlyDependOnLibsWithTags: [
            'type:contract',
            'type:pure',
            'type:transport',
            'type:platform',
            'type:aggregate',
            'type:client',
            'type:tool',
            'type:test',
            'type:app',
          ],
        },
      ],
    },
  ],
};

const testLibrary = {
  name: '@houtai/testing',
  message: 'Only specs use the test library.',
};

const otherServices = {
  group: [
    'gateway',
    'webhooks',
    'orders',
    'dispatch',
    'fleet',
    'customer-service',
    'finance',
    'analytics',
  ].flatMap((name) => [`@houtai/${name}`, `@houtai/${name}/*`]),
  message: 'Nobody imports a service: what crosses services is an event.',
};

/** kafkajs has one importer, and shipped code never leans on the test library. */
const borders = {
  files: ['apps/**/*.ts', 'libs/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts', 'e2e/**/*.ts'],
  ignores: [
    '**/*.spec.ts',
    'libs/messaging/src/bus/kafka/**',
    'libs/testing/**',
    'libs/*/test/**',
    'apps/*/test/**',
    'bench/**',
    'e2e/**',
  ],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: [
          testLibrary,
          { name: 'kafkajs', message: 'Only the Kafka adapter of @houtai/messaging talks to Kafka.' },
        ],
        patterns: [otherServices],
      },
    ],
  },
};

/** What a pure file imports none of. */
const impureImports = [
  otherServices,
  {
    group: [
      '@nestjs/*',
      'typeorm',
      'typeorm/*',
      'pg',
      'kafkajs',
      'fastify',
      'undici',
      '@houtai/service-host',
      '@houtai/messaging',
    ],
    allowTypeImports: false,
    message:
      'A pure file: move this to a file whose suffix says what it does (.controller, .store, .queries, .consumer, .module, .config, .service, .worker).',
  },
  {
    group: ['node:*', 'fs', 'path', 'http', 'crypto', 'net', 'child_process'],
    message: 'A pure file does no I/O.',
  },
  { group: ['uuidv7'], message: 'A pure file makes no ids: they arrive in the command.' },
];

const purity = {
  files: ['apps/*/src/**/*.ts', 'libs/domain-kit/src/**/*.ts', 'libs/event-catalogue/src/**/*.ts'],
  ignores: ['**/main.ts', '**/migrate.ts', ...IMPURE_SUFFIXES.map((suffix) => `**/*.${suffix}.ts`)],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: [testLibrary],
        patterns: impureImports,
      },
    ],
    'no-restricted-globals': [
      'error',
      { name: 'process', message: 'Configuration is read once, in the .config file.' },
      { name: 'fetch', message: 'A pure file does no I/O.' },
      { name: 'setTimeout', message: 'A pure file waits for nothing.' },
      { name: 'setInterval', message: 'A pure file waits for nothing.' },
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'Time arrives in the command.' },
      { object: 'Math', property: 'random', message: 'Chance arrives in the command.' },
      { object: 'crypto', property: 'randomUUID', message: 'Ids arrive in the command.' },
    ],
    'no-restricted-syntax': [
      'error',
      {
        selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
        message: 'Time arrives in the command.',
      },
    ],
  },
};

/** The board is a way of planning like others that are measured beside it: it is built from rows, wherever they come from. */
const bottom = {
  files: ['bench/src/board/**/*.ts'],
  ignores: ['**/*.spec.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: [testLibrary],
        patterns: [
          ...impureImports.filter((pattern) => pattern !== otherServices),
          { group: ['../*'], message: 'The board knows nothing of what measures it.' },
        ],
      },
    ],
  },
};

module.exports = { boundaries, borders, bottom, purity, IMPURE_SUFFIXES };
