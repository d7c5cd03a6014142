import type { LocalText } from '@houtai/domain-kit';

export type Language = keyof LocalText;

/** Picks the language of a response by `Accept-Language`; English unless Chinese is preferred. */
export function languageOf(header: string | undefined): Language {
  if (header === undefined) return 'en';
  let best: { language: Language; weight: number } = { language: 'en', weight: 0 };
  for (const range of header.split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = tag === '*' ? 'en' : /^(en|zh)(-|$)/.exec(tag)?.[1];
    if (language !== 'en' && language !== 'zh') continue;
    const weight = weightOf(parameters);
    if (weight > best.weight) best = { language, weight };
  }
  return best.language;
}

function weightOf(parameters: readonly string[]): number {
  const text = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('q='));
  if (text === undefined) return 1;
  const weight = Number(text.slice(2));
  return Number.isFinite(weight) ? weight : 0;
}
