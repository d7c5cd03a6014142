const { sep } = require('node:path');
const Runtime = require('jest-runtime').default;
const LoadedModules = require('./loaded-modules.cjs');

const LIBRARY = `${sep}node_modules${sep}`;

/**
 * Jest evaluates every module anew for every test file: Nest, TypeORM and their like took a fifth of the processor time of the whole run,
 * our own sources as much again. Here both are loaded once per worker, what lies in node_modules by Node itself. Links of the workspace
 * resolve to where they point, so our packages are not among the libraries.
 */
class ModulesOnce extends Runtime {
  /** That of the file that is being tested. */
  static current;

  constructor(...args) {
    super(...args);
    this.registries.moduleRegistry = new LoadedModules();
    ModulesOnce.current = this;
  }

  requireModule(from, moduleName, options, isRequireActual) {
    const path = moduleName && this.libraryPath(from, moduleName, options);
    return path ? require(path) : super.requireModule(from, moduleName, options, isRequireActual);
  }

  /** A module that asks for another one late (`await import()`) does so of the file that loaded it, which may be over. */
  requireModuleOrMock(from, moduleName) {
    const { current } = ModulesOnce;
    return this === current
      ? super.requireModuleOrMock(from, moduleName)
      : current.requireModuleOrMock(from, moduleName);
  }

  /** Jest's own modules (internal) stay with Jest, data and native add-ons with its loader. */
  libraryPath(from, moduleName, options) {
    if (options?.isInternalModule || this._resolution.isCoreModule(moduleName)) return undefined;
    const path = this._resolution.resolveCjs(from, moduleName);
    return path.includes(LIBRARY) && /\.c?js$/.test(path) ? path : undefined;
  }
}

module.exports = { __esModule: true, default: ModulesOnce };
