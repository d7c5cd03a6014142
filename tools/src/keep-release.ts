import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contractOf } from './documents/contract/contract';
import { publishedFile, releasedFile } from './documents/published-documents';
import { AUDIENCES } from './documents/system-answers';
import { projectRoot } from './launcher/project-root';
import { runMain } from './run-main';

/** `npm run docs:release`: keeps what callers hold on to of the documents as they are now; what comes later is compared with it. */
async function main(): Promise<number> {
  for (const audience of AUDIENCES) {
    const document: unknown = JSON.parse(
      await readFile(join(projectRoot(), publishedFile(audience)), 'utf8'),
    );
    const file = join(projectRoot(), releasedFile(audience));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(contractOf(document), null, 1)}\n`);
    console.log(`${releasedFile(audience)} is written.`);
  }
  return 0;
}

runMain(main);
