/** What people wrote: as it came in, or as it lies in the database. */
export type PersonalText = { plain: string } | { sealed: string };

/** The text as it is kept; one that was read is kept as it was. */
export function sealedText(text: PersonalText, seal: (plain: string) => string): string {
  return 'sealed' in text ? text.sealed : seal(text.plain);
}

/** Opens a text that was kept. */
export function openText(text: PersonalText, open: (sealed: string) => string): string {
  return 'sealed' in text ? open(text.sealed) : text.plain;
}
