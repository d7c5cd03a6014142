import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launchSystem } from '../launcher/launch-system';

const WINDOW = '1280,800';
/** What the page may take to draw itself, and the browser as a whole. */
const DRAWN_MS = 10_000;
const LIMIT_MS = 60_000;

/** Starts the system and lets the browser take a picture (PNG) of its API console. */
export async function consolePicture(browser: string, file: string): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'houtai-browser-'));
  const system = await launchSystem({
    mode: 'simulated',
    infrastructure: 'embedded',
    durable: false,
    log: console.log,
  });
  try {
    await promisify(execFile)(
      browser,
      [
        '--headless=new',
        '--hide-scrollbars',
        `--user-data-dir=${profile}`,
        `--window-size=${WINDOW}`,
        `--virtual-time-budget=${DRAWN_MS}`,
        `--screenshot=${file}`,
        `${system.gatewayUrl}/docs?document=internal`,
      ],
      { timeout: LIMIT_MS },
    );
  } finally {
    await system.stop();
    await rm(profile, { recursive: true, force: true });
  }
}
