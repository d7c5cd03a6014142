/** @param text origins, comma separated; empty for none */
export function originsIn(text: string): string[] {
  return text === '' ? [] : text.split(',').map((entry) => entry.trim());
}

/** Each is written as browsers send it: scheme, host and port that is not the usual one. `*` and `null` would be everybody. */
export function areOrigins(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  return originsIn(text).every(
    (entry) => /^https?:\/\//.test(entry) && URL.canParse(entry) && new URL(entry).origin === entry,
  );
}
