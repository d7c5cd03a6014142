import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from './launcher/project-root';
import { consolePicture } from './pictures/console-picture';
import { recordCommand } from './pictures/record-command';
import { terminalPicture } from './pictures/terminal-picture';

const FOLDER = join(projectRoot(), 'docs', 'pictures');
const DEMO_LIMIT_MS = 10 * 60_000;

/**
 * `npm run docs:pictures`: records the demo as it runs here, and takes a picture of the console with the browser that
 * CHROME_PATH names. Without a browser that picture stays as it is.
 */
async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const lines = await recordCommand([join(__dirname, 'demo.js')], DEMO_LIMIT_MS);
  await writeFile(join(FOLDER, 'demo.svg'), terminalPicture('npm run demo', lines));
  console.log('docs/pictures/demo.svg is written.');
  const browser = process.env.CHROME_PATH;
  if (!browser) {
    console.log('CHROME_PATH names no browser: no picture of the console was taken.');
    return;
  }
  await consolePicture(browser, join(FOLDER, 'console.png'));
  console.log('docs/pictures/console.png is written.');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
