import type { RetryRules } from './calls/retry-rules.js';

/** Who calls: a partner's system by its key, a token from elsewhere, or a person by name and password. */
export type Credentials =
  | { readonly key: string }
  | { readonly token: string | (() => string | Promise<string>) }
  | { readonly username: string; readonly password: string };

export interface ClientOptions {
  /** Where the installation answers, such as `https://api.example.com`. */
  readonly url: string;
  readonly credentials: Credentials;
  /** Language of what is told to people: problems, reasons. English unless told. */
  readonly language?: 'en' | 'zh';
  /** Longest wait for one answer, ms; 30 s unless told. */
  readonly timeoutMs?: number;
  readonly retries?: Partial<RetryRules>;
  /** Instead of the platform's own. */
  readonly fetch?: typeof fetch;
}
