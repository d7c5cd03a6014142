const { sep } = require('node:path');
const Runtime = require('jest-runtime').default;

const LIBRARY = `${sep}node_modules${sep}`;

/**
 * Jest evaluates every module anew for every test file: Nest, TypeORM and their like took a fifth of the processor time of the whole run. Here
 * what lies in node_modules is loaded by Node, once per worker; our own modules are still evaluated for each file.
 * Links of the workspace resolve to where they point, so our packages are not among the libraries.
 */
class LibrariesOnce extends Runtime {
  requireModule(from, moduleName, options, isRequireActual) {
    const path = moduleName && this.libraryPath(from, moduleName, options);
    return path ? require(path) : super.requireModule(from, moduleName, options, isRequireActual);
  }

  /** Jest's own modules (internal) stay with Jest, data and native add-ons with its loader. */
  libraryPath(from, moduleName, options) {
    if (options?.isInternalModule || this._resolution.isCoreModule(moduleName)) return undefined;
    const path = this._resolution.resolveCjs(from, moduleName);
    return path.includes(LIBRARY) && /\.c?js$/.test(path) ? path : undefined;
  }
}

module.exports = { __esModule: true, default: LibrariesOnce };
