import { readFileSync } from 'node:fs';
import * as typeorm from 'typeorm';

interface Environment {
  readonly moduleMocker: typeof jest;
  teardown(): Promise<void>;
}

type EnvironmentClass = new (config: object, context: object) => Environment;

const TestEnvironment = jest.requireActual<EnvironmentClass>('./modules-once/environment.cjs');
const LoadedModules = jest.requireActual<new () => Map<string, object>>('./modules-once/loaded-modules.cjs');

describe('the world of a test file', () => {
  it('shares libraries with other files, and isolates our modules when it asks for that', () => {
    const [library, other] = [evaluated('typeorm'), evaluated('typeorm')];
    expect(library).toBe(other);
    const [ours, again] = [evaluated('@houtai/domain-kit'), evaluated('@houtai/domain-kit')];
    expect(ours).not.toBe(again);
  });

  it('shares our sources with other files, and has specs and what lies in test folders to itself', () => {
    const [one, other] = [new LoadedModules(), new LoadedModules()];
    const module = {};
    const paths = ['/apps/a/src/rules/rule.ts', '/apps/a/test/a-world.ts', '/apps/a/src/rules/rule.spec.ts'];
    for (const path of paths) one.set(path, module);
    expect(paths.map((path) => one.get(path))).toEqual([module, module, module]);
    expect(paths.map((path) => other.has(path))).toEqual([true, false, false]);
    expect(paths.map((path) => other.get(path))).toEqual([module, undefined, undefined]);
    one.delete(paths[0] as string);
    expect(other.has(paths[0] as string)).toBe(false);
  });

  it('knows the errors of libraries and of Node as errors', () => {
    expect(() => readFileSync('/no/such/file')).toThrow(Error);
    expect(new typeorm.TypeORMError('gone')).toBeInstanceOf(Error);
  });

  it('is taken away: variables, listeners, spies, names of prepared statements', async () => {
    const projectConfig = { testEnvironmentOptions: {}, globals: {}, fakeTimers: {}, rootDir: __dirname };
    const environment = new TestEnvironment({ projectConfig, globalConfig: {} }, {});
    const listener = () => undefined;
    const shared = { rule: () => 'real' };
    process.env.LEFT_BEHIND = 'yes';
    process.env.PATH = '';
    process.on('SIGUSR2', listener);
    environment.moduleMocker.spyOn(shared, 'rule').mockReturnValue('spied');
    const forgetNames = jest.fn();
    new LoadedModules().set('/houtai/libs/messaging/src/sql/statement.ts', { exports: { forgetNames } });

    await environment.teardown();

    expect(process.env.LEFT_BEHIND).toBeUndefined();
    expect(process.env.PATH).not.toBe('');
    expect(process.rawListeners('SIGUSR2')).not.toContain(listener);
    expect(shared.rule()).toBe('real');
    expect(forgetNames).toHaveBeenCalledTimes(1);
  });
});

/** What a file gets that asks for a module of its own. */
function evaluated(module: string): unknown {
  let exported: unknown;
  jest.isolateModules(() => (exported = jest.requireActual(module)));
  return exported;
}
