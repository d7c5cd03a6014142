import { runCommand } from './run-command';

describe('running a command', () => {
  it('returns its exit code and what it printed', async () => {
    expect(await runCommand('sh', ['-c', 'echo out; echo err >&2; exit 3'])).toMatchObject({
      code: 3,
      output: expect.stringMatching(/out[\s\S]*err|err[\s\S]*out/) as string,
    });
  });

  it('gives up one that makes no progress, with its children', async () => {
    const began = Date.now();
    await expect(
      runCommand('sh', ['-c', 'echo begun; sleep 30 & wait'], { silenceMs: 1_000 }),
    ).rejects.toThrow('sh made no progress for 1 s');
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('lets one run that goes on telling something', async () => {
    const slow = 'for i in 1 2 3 4 5 6; do echo $i; sleep 0.2; done';
    expect(await runCommand('sh', ['-c', slow], { silenceMs: 1_000 })).toMatchObject({ code: 0 });
  });

  it('gives up one that takes too long', async () => {
    await expect(
      runCommand('sh', ['-c', 'while :; do echo busy; sleep 0.1; done'], { timeoutMs: 500 }),
    ).rejects.toThrow('sh did not end within 500 ms');
  });

  it('tells that a program is not there', async () => {
    await expect(runCommand('houtai-no-such-program', [])).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
