import Negotiator from 'negotiator';
import type { LocalText } from '@houtai/domain-kit';
import { currentCall } from '@houtai/messaging';

export type Language = keyof LocalText;

const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** Picks the language of a response by `Accept-Language`; English unless Chinese is preferred. */
export function languageOf(header: string | undefined): Language {
  if (header === undefined) return 'en';
  const headers = { 'accept-language': header };
  // Whoever reads neither is still told something: a language is no reason to refuse (RFC 9110, 12.5.4).
  return (new Negotiator({ headers }).language([...LANGUAGES]) as Language | undefined) ?? 'en';
}

/** The language of whoever reads the answer to the request in hand; English outside of one. */
export function readerLanguage(): Language {
  return currentCall()?.language ?? 'en';
}
