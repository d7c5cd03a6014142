import { factKinds } from '@houtai/domain-kit';
import { REASON_SENTENCES } from './reason-sentences';
import { toldReason } from './told-reason';

const SENTENCES = Object.entries(REASON_SENTENCES).flatMap(([rule, all]) =>
  all.map((sentence): [string, (typeof all)[number]] => [rule, sentence]),
);
const WRITTEN = { text: 'suv', number: '18', day: '2026-03-02', instant: '2026-03-02T02:00:00.000Z' };

/** As a service writes it: plain facts in the English sentence. */
function written(sentence: { en: string; zh: string }): string {
  const kinds = factKinds(sentence);
  return sentence.en.replaceAll(/\{(\w+)[^}]*\}/g, (_, name: string) => WRITTEN[kinds.get(name) ?? 'text']);
}

describe('a reason for a refusal', () => {
  it('is told in the language of its reader, with its facts for programs', () => {
    const reason = {
      rule: 'licence-valid-through-return',
      message: 'The licence is valid until 2026-03-02, the rental ends on 2026-03-05',
    };
    expect(toldReason(reason, 'zh')).toEqual({
      rule: 'licence-valid-through-return',
      message: '驾驶证有效期至 2026年3月2日，租期于 2026年3月5日 结束',
      facts: { validTo: '2026-03-02', returnDay: '2026-03-05' },
    });
    expect(toldReason(reason, 'en').message).toBe(
      'The licence is valid until March 2, 2026, the rental ends on March 5, 2026',
    );
  });

  it.each(SENTENCES)('of the rule %s has its facts in both languages: %j', (rule, sentence) => {
    const kinds = factKinds(sentence);
    const reason = { rule, message: written(sentence) };
    const [en, zh] = [toldReason(reason, 'en'), toldReason(reason, 'zh')];
    expect(Object.keys(zh.facts ?? {}).sort()).toEqual([...kinds.keys()].sort());
    expect(zh.facts).toEqual(en.facts);
    expect(zh.message).toMatch(/\p{Script=Han}/u);
    expect(en.message).not.toMatch(/\p{Script=Han}|[{}]/u);
    for (const [name, kind] of kinds)
      if (kind === 'text' || kind === 'number') expect(zh.message).toContain(String(zh.facts?.[name]));
  });

  it('is left as it was written where nobody wrote its sentence', () => {
    const review = { rule: 'review', message: 'The licence is a copy' };
    expect(toldReason(review, 'zh')).toBe(review);
    const former = { rule: 'minimum-age', message: 'Too young' };
    expect(toldReason(former, 'zh')).toBe(former);
    expect(toldReason({ rule: 'constructor', message: 'x' }, 'zh').message).toBe('x');
  });
});
