const { existsSync, readFileSync, readdirSync, statSync } = require('node:fs');
const { dirname, join, relative, resolve, sep } = require('node:path');
const ts = require('typescript');

const root = join(__dirname, '..', '..');
const SOURCES = ['apps', 'libs', 'tools', 'bench', 'e2e', 'faults'];
const SKIPPED = new Set(['node_modules', 'dist', 'fixtures']);

/** Path from the root with slashes, as messages show it. */
const nameOf = (path) => relative(root, resolve(root, path)).split(sep).join('/');

/** The file that a relative import means; undefined for packages and for files that are not TypeScript. */
function resolved(from, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  const base = resolve(dirname(from), specifier);
  return [`${base}.ts`, base.replace(/\.js$/, '.ts'), join(base, 'index.ts'), base].find(
    (path) => path.endsWith('.ts') && existsSync(path) && statSync(path).isFile(),
  );
}

function typeScriptFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : typeScriptFiles(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

/** The feature of a service that a file belongs to, as `apps/orders/src/customers`; undefined outside of features. */
function featureOf(path) {
  return /^(apps\/[^/]+\/src\/[^/]+)\/.+(?<!\.spec)\.ts$/.exec(nameOf(path))?.[1];
}

/** Who imports whom, by files and by features. Type imports count: who reads the one has to read the other. */
function readGraph() {
  const files = new Map();
  const features = new Map();
  for (const path of SOURCES.flatMap((folder) => typeScriptFiles(join(root, folder)))) {
    const { importedFiles } = ts.preProcessFile(readFileSync(path, 'utf8'), true, true);
    const targets = importedFiles.flatMap(({ fileName }) => resolved(path, fileName) ?? []);
    files.set(path, targets);
    const feature = featureOf(path);
    for (const target of targets) {
      const other = featureOf(target);
      if (!feature || !other || other === feature) continue;
      if (!features.has(feature)) features.set(feature, new Set());
      features.get(feature).add(other);
    }
  }
  return { files, features };
}

/** The shortest way over the edges, both ends included; undefined when there is none. */
function wayFrom(start, end, edges) {
  const cameFrom = new Map([[start, undefined]]);
  for (const node of cameFrom.keys()) {
    if (node === end) {
      const way = [];
      for (let step = node; step !== undefined; step = cameFrom.get(step)) way.unshift(step);
      return way;
    }
    for (const next of edges.get(node) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, node);
  }
  return undefined;
}

module.exports = { featureOf, nameOf, readGraph, resolved, wayFrom };
