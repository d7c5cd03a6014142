import { createRequire } from 'node:module';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const require = createRequire(import.meta.url);
const { noImportCircles } = require('./tools/lint/import-circles.cjs');
const { borders, bottom, boundaries, purity } = require('./tools/lint/rules.cjs');

// The boundary rule reads the cached project graph, and says nothing when there is none: make sure there is.
await createProjectGraphAsync({ exitOnError: true });

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      'libs/client/src/*/generated/**', // written by npm run client:generate
      'tools/lint/fixtures/**', // broken on purpose: tools/lint/lint-rules.spec.ts checks that lint refuses them
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx, house: { rules: { 'no-import-circles': noImportCircles } } },
    rules: {
      ...boundaries,
      '@typescript-eslint/consistent-type-assertions': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // The one way to import a CommonJS class that has no ES shape.
      '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
      'no-console': 'error',
      'house/no-import-circles': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  borders,
  purity,
  bottom,
  // The terminal is the user interface of these.
  { files: ['tools/**', 'bench/**', 'faults/**', 'libs/infrastructure/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.{js,cjs,mjs}'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  prettier,
);
