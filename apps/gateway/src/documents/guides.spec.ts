import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (name: string) => readFileSync(join(__dirname, '..', '..', 'guide', name), 'utf8');
const english = read('partner.md');
const chinese = read('partner.zh.md');

const all = (pattern: RegExp) => [english, chinese].map((text) => text.match(pattern) ?? []);

describe('the guide for partners in both languages', () => {
  it('has the same pieces of bash, so that those that are run are those of both', () => {
    const [ofEnglish, ofChinese] = all(/^```sh[^\n]*\n[\s\S]*?^```$/gm);
    expect(ofEnglish?.length).toBeGreaterThan(20);
    expect(ofChinese).toEqual(ofEnglish);
  });

  it('has the same sections, with something to say in each', () => {
    const sections = (text: string) => text.split(/^## /m).slice(1);
    expect(sections(chinese)).toHaveLength(sections(english).length);
    for (const section of sections(chinese)) {
      const prose = section.replaceAll(/^```sh[\s\S]*?^```$/gm, '');
      expect(prose.match(/[\u4e00-\u9fff]/g)?.length ?? 0).toBeGreaterThan(40);
    }
  });

  it('names the same codes, events, scopes and fields', () => {
    const names = (text: string) => [
      ...new Set(text.replaceAll(/^```sh[\s\S]*?^```$/gm, '').match(/`[^`\n]+`/g)),
    ];
    const missing = names(english).filter((name) => !chinese.includes(name));
    expect(missing.filter((name) => name !== '`Accept-Language: zh`')).toEqual([]);
  });
});
