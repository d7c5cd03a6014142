import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { factKinds, sampleFacts, sentenceOf, type DeclaredErrors, type Words } from '@houtai/domain-kit';
import { sharedErrors } from '@houtai/service-host';
import { projectRoot } from '../launcher/project-root';

interface Declared {
  readonly declared: DeclaredErrors;
  readonly words: Words;
}

/** What every service declares in `<service>.errors.ts`, what some have in the test realm beside, and the host for all. */
async function everyCatalogue(): Promise<[string, Declared][]> {
  const apps = join(projectRoot(), 'apps');
  const files = readdirSync(apps).flatMap((service) =>
    [`${service}.errors`, join('test-helpers', 'test-helper.errors')]
      .map((name) => join(apps, service, 'src', name))
      .filter((file) => existsSync(`${file}.ts`))
      .map((file) => [service, file] as const),
  );
  const own = files.map(async ([service, file]): Promise<[string, Declared]> => {
    const exported = (await import(file)) as Record<string, unknown>;
    const found = Object.values(exported).find((value) => typeof value === 'object') as Declared;
    return [service, found];
  });
  return [['shared', sharedErrors], ...(await Promise.all(own))];
}

describe('the sentences of every problem', () => {
  let catalogues: [string, Declared][];

  beforeAll(async () => {
    catalogues = await everyCatalogue();
  });

  const faultsOf = (judge: (declared: DeclaredErrors[string], words: Words) => string[]) =>
    catalogues.flatMap(([service, { declared, words }]) =>
      Object.entries(declared).flatMap(([code, one]) =>
        judge(one, words).map((fault) => `${service} ${code}: ${fault}`),
      ),
    );

  it('are found for every service', () => {
    expect(catalogues.map(([service]) => service)).toEqual(
      expect.arrayContaining(['shared', 'orders', 'gateway', 'webhooks']),
    );
    expect(catalogues.flatMap(([, { declared }]) => Object.keys(declared)).length).toBeGreaterThan(150);
  });

  it('name the same facts in Chinese and in English', () => {
    const faults = faultsOf(({ detail }) => {
      if (!detail) return [];
      const of = (text: string) => [...factKinds({ en: text, zh: text })].map(String).sort();
      const [en, zh] = [of(detail.en), of(detail.zh)];
      return en.join() === zh.join() ? [] : [`en has ${en.join('; ')}, zh has ${zh.join('; ')}`];
    });
    expect(faults).toEqual([]);
  });

  it('show every fact in both', () => {
    const faults = faultsOf((declared, words) => {
      const facts = sampleFacts(declared);
      const shown = declared.detail ? factKinds(declared.detail) : new Map<string, string>();
      return [...shown.keys()].flatMap((name) => {
        const other = { ...facts, [name]: otherThan(facts[name]) };
        const [before, after] = [sentenceOf(declared, facts, words), sentenceOf(declared, other, words)];
        return (['en', 'zh'] as const).flatMap((language) =>
          before[language] === after[language] ? [`${language} says nothing of ${name}`] : [],
        );
      });
    });
    expect(faults).toEqual([]);
  });

  it('leave no placeholder, no undefined and no invalid time', () => {
    const faults = faultsOf((declared, words) =>
      Object.values(sentenceOf(declared, sampleFacts(declared), words)).filter((text) =>
        /[{}]|undefined|NaN|Invalid/.test(text),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('have Chinese letters in Chinese, and none in English', () => {
    const faults = faultsOf(
      ({ en, zh, detail }) =>
        [
          ...[zh, detail?.zh].filter((text) => text !== undefined && !/\p{Script=Han}/u.test(text)),
          ...[en, detail?.en].filter((text) => text !== undefined && /\p{Script=Han}/u.test(text)),
        ] as string[],
    );
    expect(faults).toEqual([]);
  });
});

/** Another fact of the same kind. */
function otherThan(fact: unknown): string | number | string[] {
  if (typeof fact === 'number') return fact + 1_000;
  if (Array.isArray(fact)) return ['other'];
  const text = String(fact);
  return /^\d{4}-/.test(text) ? text.replace('2026', '2031') : `other-${text}`;
}
