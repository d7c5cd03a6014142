/**
 * On every answer of the API (OWASP, "REST security"): nothing that a browser might make of it, keep of it or tell of it.
 * What an answer says itself wins. That a site is reached by TLS only is for the proxy in front to say.
 */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};
