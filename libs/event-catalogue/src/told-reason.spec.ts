import { factKinds } from '@houtai/domain-kit';
import { reasonOf, type ReasonFacts } from './reason';
import { REASON_SENTENCES, type ReasonRule, type ReasonSentence } from './reason-sentences';
import { toldReason, withFacts } from './told-reason';

const SENTENCES = (Object.entries(REASON_SENTENCES) as [ReasonRule, readonly ReasonSentence[]][]).flatMap(
  ([rule, all]) => all.map((sentence): [ReasonRule, ReasonSentence] => [rule, sentence]),
);
const WRITTEN = { text: 'suv', number: 18, day: '2026-03-02', instant: '2026-03-02T02:00:00.000Z' };

function factsOf(sentence: ReasonSentence): ReasonFacts {
  const facts = Array.from(factKinds(sentence), ([name, kind]) => [name, WRITTEN[kind]] as const);
  return { ...Object.fromEntries(facts), ...(sentence.case !== undefined && { case: sentence.case }) };
}

describe('a reason for a refusal', () => {
  it('is told in the language of its reader, with its facts for programs', () => {
    const reason = {
      rule: 'licence-valid-through-return',
      message: 'The licence is valid until 2026-03-02, the rental ends on 2026-03-05',
      facts: { validTo: '2026-03-02', returnDay: '2026-03-05' },
    };
    expect(reasonOf('licence-valid-through-return', reason.facts)).toEqual(reason);
    expect(toldReason(reason, 'zh')).toEqual({
      ...reason,
      message: '驾驶证有效期至 2026年3月2日，租期于 2026年3月5日 结束',
    });
    expect(toldReason(reason, 'en').message).toBe(
      'The licence is valid until March 2, 2026, the rental ends on March 5, 2026',
    );
  });

  it.each(SENTENCES)('of the rule %s is told with all its facts in both languages: %j', (rule, sentence) => {
    const facts = factsOf(sentence);
    const reason = reasonOf(rule, facts);
    const [en, zh] = [toldReason(reason, 'en'), toldReason(reason, 'zh')];
    expect([en.facts ?? {}, zh.facts ?? {}]).toEqual([facts, facts]);
    expect(zh.message).toMatch(/\p{Script=Han}/u);
    expect(en.message).not.toMatch(/\p{Script=Han}|[{}]/u);
    for (const [name, kind] of factKinds(sentence))
      for (const { message } of [en, zh])
        expect(message).toContain(kind === 'day' || kind === 'instant' ? '2026' : String(facts[name]));
  });

  it.each(SENTENCES)(
    'of the rule %s is told by its facts, whatever was written of it: %j',
    (rule, sentence) => {
      const facts = factsOf(sentence);
      if (Object.keys(facts).length === 0) return;
      const reworded = { rule, message: 'As another release words it', facts };
      for (const language of ['en', 'zh'] as const)
        expect(toldReason(reworded, language)).toEqual(toldReason(reasonOf(rule, facts), language));
    },
  );

  it.each(SENTENCES)(
    'of the rule %s has its facts also where only the sentence was kept: %j',
    (rule, sentence) => {
      const { facts, ...kept } = reasonOf(rule, factsOf(sentence));
      expect(withFacts(kept)).toEqual({ ...kept, ...(facts && { facts }) });
      for (const language of ['en', 'zh'] as const)
        expect(toldReason(kept, language)).toEqual(
          toldReason({ ...kept, ...(facts && { facts }) }, language),
        );
    },
  );

  it('is not made of other facts than its rule has', () => {
    expect(() => reasonOf('minimum-age', { classCode: 'suv' })).toThrow(
      /minimum-age has no sentence of classCode/,
    );
    expect(() => reasonOf('capacity', { classCode: 'suv', case: 'other' })).toThrow(/has no sentence/);
  });

  it('is left as it was written where nobody wrote its sentence', () => {
    const review = { rule: 'review', message: 'The licence is a copy' };
    expect(toldReason(review, 'zh')).toBe(review);
    const former = { rule: 'minimum-age', message: 'Too young' };
    expect(toldReason(former, 'zh')).toBe(former);
    const later = { rule: 'capacity', message: 'Said by a later release', facts: { more: 1 } };
    expect(toldReason(later, 'zh')).toBe(later);
    expect(toldReason({ rule: 'constructor', message: 'x' }, 'zh').message).toBe('x');
  });
});
