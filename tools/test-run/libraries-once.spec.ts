import { readFileSync } from 'node:fs';
import * as typeorm from 'typeorm';

interface Environment {
  teardown(): Promise<void>;
}

type EnvironmentClass = new (config: object, context: object) => Environment;

const TestEnvironment = jest.requireActual<EnvironmentClass>('./libraries-once/environment.cjs');

describe('the world of a test file', () => {
  it('shares libraries with other files, and has our modules to itself', () => {
    const [library, other] = [evaluated('typeorm'), evaluated('typeorm')];
    expect(library).toBe(other);
    const [ours, again] = [evaluated('@houtai/domain-kit'), evaluated('@houtai/domain-kit')];
    expect(ours).not.toBe(again);
  });

  it('knows the errors of libraries and of Node as errors', () => {
    expect(() => readFileSync('/no/such/file')).toThrow(Error);
    expect(new typeorm.TypeORMError('gone')).toBeInstanceOf(Error);
  });

  it('is taken away: variables, listeners, what was declared to libraries', async () => {
    const projectConfig = { testEnvironmentOptions: {}, globals: {}, fakeTimers: {}, rootDir: __dirname };
    const environment = new TestEnvironment({ projectConfig, globalConfig: {} }, {});
    const listener = () => undefined;
    process.env.LEFT_BEHIND = 'yes';
    process.env.PATH = '';
    process.on('SIGUSR2', listener);
    const registry = (globalThis as Record<string, unknown>).typeormMetadataArgsStorage;
    (globalThis as Record<string, unknown>).typeormMetadataArgsStorage = 'of this file';

    await environment.teardown();

    expect(process.env.LEFT_BEHIND).toBeUndefined();
    expect(process.env.PATH).not.toBe('');
    expect(process.rawListeners('SIGUSR2')).not.toContain(listener);
    expect(globalThis).not.toHaveProperty('typeormMetadataArgsStorage');
    (globalThis as Record<string, unknown>).typeormMetadataArgsStorage = registry;
  });
});

/** What a file of its own would get. */
function evaluated(module: string): unknown {
  let exported: unknown;
  jest.isolateModules(() => (exported = jest.requireActual(module)));
  return exported;
}
