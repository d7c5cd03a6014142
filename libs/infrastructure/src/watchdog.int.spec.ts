import { spawn } from 'node:child_process';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(__dirname, '..', '..', '..');
const LOADER = pathToFileURL(join(ROOT, 'tools', 'test-run', 'load-library.mjs')).href;

/** A program that starts Postgres, tells about it, and then hangs. */
const PROGRAM = `
  const { loadLibrary } = await import('${LOADER}');
  const { startInfrastructure } = await loadLibrary(${JSON.stringify(ROOT)}, 'infrastructure');
  const { servers, postgresAdminUrl } = await startInfrastructure({ choice: 'embedded', durable: false });
  const { Client } = (await import('pg')).default;
  const client = new Client({ connectionString: postgresAdminUrl });
  await client.connect();
  const { rows } = await client.query("select setting from pg_settings where name = 'data_directory'");
  console.log(JSON.stringify({ pid: servers[0].pid, folder: rows[0].setting }));
  setInterval(() => undefined, 1000);
`;

const gone = (check: () => Promise<unknown>): Promise<boolean> =>
  within(() =>
    check().then(
      () => Promise.reject(new Error('still there')),
      () => undefined,
    ),
  );

/** Whether `check` stops failing. */
async function within(check: () => Promise<unknown>): Promise<boolean> {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    if (
      await check().then(
        () => true,
        () => false,
      )
    )
      return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

describe('when the process that started servers is killed', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('%s: they end and their data goes', async (signal) => {
    const parent = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve) =>
      parent.stdout.once('data', (data) => resolve(String(data))),
    );
    const { pid, folder } = JSON.parse(line) as { pid: number; folder: string };
    process.kill(pid, 0);
    await access(folder);
    parent.kill(signal);
    expect(await gone(async () => process.kill(pid, 0))).toBe(true);
    expect(await gone(() => access(join(folder, '..')))).toBe(true);
  });

  it('runs the commands that were left with it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'houtai-watchdog-'));
    const file = join(folder, "it's done");
    const quoted = `'${file.replaceAll("'", `'\\''`)}'`;
    const program = `
      const { loadLibrary } = await import('${LOADER}');
      const { Watchdog } = await loadLibrary(${JSON.stringify(ROOT)}, 'infrastructure');
      new Watchdog().command(${JSON.stringify(`touch ${quoted}`)});
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200);
    `;
    spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: ROOT, stdio: 'inherit' });
    expect(await within(() => access(file))).toBe(true);
    await rm(folder, { recursive: true });
  });
});
