/** Words that stand nowhere else in a system, and where they turn up. */
export class Canaries {
  constructor(readonly words: readonly string[]) {}

  /** Those of them that a text has, in whatever case. */
  in(text: string): string[] {
    const small = text.toLowerCase();
    return this.words.filter((word) => small.includes(word));
  }

  /** Lines of logs that have one, each behind the name of its log. */
  linesOf(logs: ReadonlyMap<string, string>): string[] {
    return [...logs].flatMap(([name, text]) =>
      text
        .split('\n')
        .filter((line) => this.in(line).length > 0)
        .map((line) => `${name}: ${line}`),
    );
  }
}
