/** Our sources: of a package's `src`, but no spec. What lies in a test folder is a spec's own. */
const SOURCE = /[\\/]src[\\/](?!.*\.spec\.ts$).*\.ts$/;

const shared = new Map();

/**
 * The modules that a test file has loaded, by path: our sources are those of the whole worker, everything else it has to itself.
 * `jest.isolateModules` goes round it, as it goes round whatever is loaded.
 */
class LoadedModules extends Map {
  /** What a shared module exports, if it is loaded. @param path the end of its path */
  static exportsOf(path) {
    for (const [loaded, { exports }] of shared)
      if (loaded.replaceAll('\\', '/').endsWith(path)) return exports;
    return undefined;
  }

  get(path) {
    return shared.get(path) ?? super.get(path);
  }

  has(path) {
    return shared.has(path) || super.has(path);
  }

  set(path, module) {
    if (!SOURCE.test(path)) return super.set(path, module);
    shared.set(path, module);
    return this;
  }

  /** Asked for by Jest when a module has thrown while it was evaluated. */
  delete(path) {
    return shared.delete(path) || super.delete(path);
  }
}

module.exports = LoadedModules;
