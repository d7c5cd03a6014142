const vm = require('node:vm');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { types } = require('pg');
const { TestEnvironment: NodeEnvironment } = require('jest-environment-node');
const LoadedModules = require('./loaded-modules.cjs');

/** Stands for the context of Node itself, of which `vm` has no name. */
const MAIN = vm.createContext();
const { compileFunction } = vm;

// Jest asks `vm` to compile for the context that its environment names; what is to run in Node's own is compiled without one.
vm.compileFunction = (code, parameters, options) =>
  compileFunction(
    code,
    parameters,
    options?.parsingContext === MAIN ? { ...options, parsingContext: undefined } : options,
  );

/** Has room for the statements of one service. */
const STATEMENTS = 'libs/messaging/src/sql/statement.ts';

/** Where OpenTelemetry keeps what was set up for the process: a second one is refused. */
const TELEMETRY = Symbol.for('opentelemetry.js.api.1');

/**
 * Runs test files in Node's own context instead of one for each, so that modules loaded once (`runtime.cjs`) and those of the file agree
 * on what an Error, an Array or a decorator's metadata is. What a file leaves behind in the process is taken away after it: spies,
 * variables of the environment, listeners of the process, how Postgres' numbers are read, how telemetry is set up, which statements
 * are prepared. What modules declare to libraries (entities, validated fields) stays, since the modules do.
 */
class ModulesOnceEnvironment extends NodeEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: config.projectConfig, global: globalThis });
    this.variables = { ...process.env };
    this.listeners = listenersOfProcess();
    this.parsers = parsersOfNumbers();
  }

  getVmContext() {
    return this.context && MAIN;
  }

  async teardown() {
    this.moduleMocker.restoreAllMocks();
    await super.teardown();
    for (const name of Object.keys(process.env)) if (!(name in this.variables)) delete process.env[name];
    Object.assign(process.env, this.variables);
    for (const [event, listener] of listenersOfProcess())
      if (!this.listeners.some(([name, kept]) => name === event && kept === listener))
        process.removeListener(event, listener);
    for (const [type, parser] of this.parsers) types.setTypeParser(type, parser);
    delete globalThis[TELEMETRY];
    LoadedModules.exportsOf(STATEMENTS)?.forgetNames();
  }
}

function listenersOfProcess() {
  return process
    .eventNames()
    .flatMap((event) => process.rawListeners(event).map((listener) => [event, listener]));
}

function parsersOfNumbers() {
  return [[types.builtins.INT8, types.getTypeParser(types.builtins.INT8)]];
}

module.exports = ModulesOnceEnvironment;
