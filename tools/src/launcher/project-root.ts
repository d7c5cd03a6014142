import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The top folder of the checkout, from wherever this file runs (src under Jest, dist otherwise). */
export function projectRoot(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'nx.json'))) return folder;
  throw new Error('the top folder of the project (with nx.json) was not found');
}
