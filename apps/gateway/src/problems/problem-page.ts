import type { LocalText } from '@houtai/domain-kit';
import type { ProblemMeaning, ProblemType } from './problem-types';

type Language = keyof LocalText;

const WORDS = {
  en: { all: 'Problems', status: 'Status', service: 'Answered by', facts: 'Facts', example: 'Such as' },
  zh: { all: '问题类型', status: '状态码', service: '应答方', facts: '事实字段', example: '例如' },
} as const;

/** The description of one code for people. */
export function problemPage({ code, meanings }: ProblemType, language: Language): string {
  const { all } = WORDS[language];
  const sections = meanings.map((meaning) => section(meaning, language)).join('\n');
  return page(code, language, `<p><a href="/problems">${all}</a></p>\n<h1>${text(code)}</h1>\n${sections}`);
}

/** All of them, each with a link to its own page. */
export function problemListPage(problems: readonly ProblemType[], language: Language): string {
  const { all } = WORDS[language];
  const items = problems.map(({ code, meanings }) => {
    const titles = [...new Set(meanings.map(({ title }) => title))].map(text).join('; ');
    return `<li><a href="/problems/${encodeURIComponent(code)}">${text(code)}</a> ${titles}</li>`;
  });
  return page(all, language, `<h1>${all}</h1>\n<ul>\n${items.join('\n')}\n</ul>`);
}

function section(meaning: ProblemMeaning, language: Language): string {
  const words = WORDS[language];
  const facts = meaning.facts.map((fact) => `<code>${text(fact)}</code>`).join(', ');
  const rows: [string, string][] = [
    [words.status, String(meaning.status)],
    [words.service, text(meaning.service)],
    ...(facts === '' ? [] : [[words.facts, facts] as [string, string]]),
    [words.example, text(meaning.example)],
  ];
  const list = rows.map(([name, value]) => `<dt>${name}</dt>\n<dd>${value}</dd>`).join('\n');
  return `<section>\n<h2>${text(meaning.title)}</h2>\n<dl>\n${list}\n</dl>\n</section>`;
}

function page(title: string, language: Language, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
</head>
<body>
${body}
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(value: string): string {
  return value.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
