import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ScriptedServer, answers } from './scripted-server';

const run = promisify(execFile);
const LIBRARY = join(__dirname, '..');
const ROOT = join(LIBRARY, '..', '..');

/** Compilers have half of a busy machine at best. */
const LIMIT_MS = 300_000;

/** What a partner's program does first, in either form of JavaScript. */
const USE = `
const houtai = new HoutaiPartner({ url: process.env.URL, credentials: { token: 'token' } });
const own = new HoutaiInternal({ url: process.env.URL, credentials: { token: 'token' } });
(async () => {
  const { items } = await houtai.listBranches();
  let refused = '';
  try { verifyWebhook('{}', {}, 'whsec_c2VjcmV0'); } catch (thrown) { refused = thrown.name; }
  console.log(JSON.stringify({ items, same: await own.listBranches(), refused }));
})();
`;

describe('the package as it is published', () => {
  const server = new ScriptedServer();
  let folder: string;
  let bare: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'houtai-package-'));
    bare = join(folder, 'bare');
    await server.listen();
    server.play(answers(200, { items: [{ code: 'SHA1' }], next: null }));
    await install(await pack());
  }, LIMIT_MS);
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** In a copy: what is built here is used by what runs at the same time. */
  async function pack(): Promise<string> {
    const library = join(folder, 'libs', 'client');
    cpSync(LIBRARY, library, { recursive: true, filter: (path) => !/[\\/](dist|test)$/.test(path) });
    for (const file of ['.swcrc', 'tsconfig.base.json']) cpSync(join(ROOT, file), join(folder, file));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: library });
    // What the scripts say comes before.
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string }];
    return join(folder, filename);
  }

  /** As npm would, without asking a registry: the packages that it names are taken from here. */
  async function install(archive: string): Promise<void> {
    const target = join(bare, 'node_modules', '@houtai', 'client');
    mkdirSync(target, { recursive: true });
    await run('tar', ['-xzf', archive, '-C', target, '--strip-components=1']);
    const wanted = ['@types/node', 'undici-types', ...dependenciesOf(target)];
    for (const name of wanted) {
      const from = join(ROOT, 'node_modules', name);
      const to = join(bare, 'node_modules', name);
      mkdirSync(dirname(to), { recursive: true });
      cpSync(from, to, { recursive: true, dereference: true });
      wanted.push(...dependenciesOf(from).filter((one) => !wanted.includes(one)));
    }
  }

  function dependenciesOf(packageFolder: string): string[] {
    const { dependencies = {} } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    return Object.keys(dependencies);
  }

  async function play(file: string, text: string): Promise<unknown> {
    writeFileSync(join(bare, file), text + USE);
    const { stdout } = await run(process.execPath, [file], { cwd: bare, env: { URL: server.url } });
    return JSON.parse(stdout);
  }

  const expected = {
    items: [{ code: 'SHA1' }],
    same: { items: [{ code: 'SHA1' }], next: null },
    refused: 'WebhookVerificationError',
  };

  it('works in a bare project of ES modules', async () => {
    const text = `import { HoutaiPartner, verifyWebhook } from '@houtai/client';
      import { HoutaiInternal } from '@houtai/client/internal';`;
    expect(await play('use.mjs', text)).toEqual(expected);
  });

  it('works in a bare project of CommonJS', async () => {
    const text = `const { HoutaiPartner, verifyWebhook } = require('@houtai/client');
      const { HoutaiInternal } = require('@houtai/client/internal');`;
    expect(await play('use.cjs', text)).toEqual(expected);
  });

  it('needs one package besides, and brings its licence and no tests', () => {
    const target = join(bare, 'node_modules', '@houtai', 'client');
    expect(dependenciesOf(target)).toEqual(['standardwebhooks']);
    const files = readdirSync(target, { recursive: true }).map(String);
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', join('dist', 'esm', 'index.d.ts')]),
    );
    expect(files.filter((file) => /spec|[\\/]test[\\/]|\.map$/.test(file))).toEqual([]);
  });

  it(
    'has types in both forms, and every example of its README is typed',
    async () => {
      const readme = readFileSync(join(LIBRARY, 'README.md'), 'utf8');
      const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text = '']) => text);
      expect(examples.length).toBeGreaterThan(4);
      examples.forEach((text, n) => {
        writeFileSync(join(bare, `example-${n}.mts`), text);
        writeFileSync(join(bare, `example-${n}.cts`), text);
      });
      const compilerOptions = {
        ...{
          module: 'node16',
          target: 'es2023',
          strict: true,
          noEmit: true,
          types: ['node'],
          skipLibCheck: false,
        },
        lib: ['es2023', 'esnext.disposable'],
      };
      writeFileSync(join(bare, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['example-*'] }));
      const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
      const faults = await run(process.execPath, [compiler, '-p', bare]).then(
        () => '',
        ({ stdout }: { stdout: string }) => stdout,
      );
      expect(faults).toBe('');
    },
    LIMIT_MS,
  );
});
