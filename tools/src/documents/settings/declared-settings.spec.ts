import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../launcher/project-root';
import { declaredSettings } from './declared-settings';
import { settingTable } from './setting-table';

const SOURCE = `
class DoorConfig extends ServiceConfig {
  /**
   * How wide it opens,
   * in degrees.
   */
  @FromEnv('HOUTAI_DOOR_ANGLE', 'DOOR_ANGLE')
  @IsWholeNumber(1, 180)
  angle: number = 90;

  @FromEnv('HOUTAI_DOOR_KEY')
  @DecodesToBytes(32)
  key: string;

  @FromEnv('HOUTAI_DOOR_COLOUR')
  @IsIn(['red', 'blue'])
  @Rule('isColour', isColour, 'must be a colour of the house')
  colour?: string;

  @FromEnv('HOUTAI_DOOR_SIGN')
  sign: string = '';

  @FromEnv('HOUTAI_DOOR_URL')
  @ValidateIf((config) => config.sign !== '')
  url: string;

  notFromThere = 1;
}`;

describe('the settings that a configuration class declares', () => {
  it('are told with their default, their rules in words and their comment', () => {
    expect(declaredSettings('door.config.ts', SOURCE)).toEqual([
      {
        variable: 'HOUTAI_DOOR_ANGLE',
        former: ['DOOR_ANGLE'],
        byDefault: '90',
        isNeeded: false,
        must: ['1 to 180'],
        meaning: 'How wide it opens, in degrees.',
      },
      {
        variable: 'HOUTAI_DOOR_KEY',
        former: [],
        byDefault: undefined,
        isNeeded: true,
        must: ['32 bytes in base64'],
        meaning: '',
      },
      {
        variable: 'HOUTAI_DOOR_COLOUR',
        former: [],
        byDefault: undefined,
        isNeeded: false,
        must: ['`red`, `blue`', 'a colour of the house'],
        meaning: '',
      },
      expect.objectContaining({ variable: 'HOUTAI_DOOR_SIGN', byDefault: undefined, isNeeded: false }),
      expect.objectContaining({ variable: 'HOUTAI_DOOR_URL', isNeeded: false }),
    ]);
  });

  it('of this system are all on the page, those of every service first', () => {
    const page = settingTable(projectRoot(), readdirSync(join(projectRoot(), 'apps')));
    const titles = page.split('\n').filter((line) => line.startsWith('## '));
    expect(titles.slice(0, 3)).toEqual([
      '## Every service and `migrate.js`',
      '## `migrate.js`',
      '## Every service',
    ]);
    expect(page).toContain('| `HOUTAI_DATA_KEY` | **needed** | 32 bytes in base64 |');
    expect(page).toContain('| `HOUTAI_POOL_SIZE` | `10` | 2 to 200 |');
    for (const service of ['gateway', 'orders', 'webhooks']) expect(page).toContain(`\n## ${service}\n`);
  });
});
