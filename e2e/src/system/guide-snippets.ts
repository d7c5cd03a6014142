/** A piece of bash in a text, and whether its values are the reader's own. */
export interface Snippet {
  readonly text: string;
  readonly isYours: boolean;
}

const FENCE = /^```(\S*)(?: (\S+))?\n([\s\S]*?)^```$/gm;

/** How the Chinese part of the guide begins; its pieces are those of the English one before it. */
const CHINESE = /^# 合作伙伴指南$/m;

/** The guide in English. Throws when there is no other. */
export function englishOf(guide: string): string {
  const [english, chinese] = guide.split(CHINESE);
  if (english === undefined || chinese === undefined) throw new Error('the guide has no Chinese part');
  return english;
}

/** Every fenced piece of a text, in order. Throws for one that is not bash: nobody would notice when it goes stale. */
export function snippetsOf(markdown: string): Snippet[] {
  return [...markdown.matchAll(FENCE)].map(([, language, mark, text = '']) => {
    if (language !== 'sh') throw new Error(`a piece that nobody runs: ${text}`);
    return { text, isYours: mark === 'yours' };
  });
}

/** One script of all pieces. What is the reader's own gets these values; throws for a name without one. */
export function scriptOf(snippets: readonly Snippet[], values: Readonly<Record<string, string>>): string {
  const parts = snippets.map(({ text, isYours }, n) => {
    const told = `echo "== ${n + 1}"\n`;
    if (!isYours) return told + text;
    return told + text.replaceAll(/^(\w+)=.*$/gm, (_, name: string) => `${name}=${quoted(name, values)}`);
  });
  return ['set -euo pipefail', ...parts, 'echo "== end"'].join('\n');
}

function quoted(name: string, values: Readonly<Record<string, string>>): string {
  const value = values[name];
  if (value === undefined) throw new Error(`the guide asks for ${name}`);
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/** What each piece printed. */
export function printedBy(output: string): string[] {
  const parts = output.split(/^== \w+\n/m).slice(1);
  return parts.map((part) => part.trim());
}
