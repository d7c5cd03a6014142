/** RFC 9112, 3.2.2: a server takes the form that is meant for proxies too, whatever it names. */
const ABSOLUTE = /^https?:\/\/[^/?#]*/i;
/** What may stand in a path as it is (RFC 3986, 2.3). */
const NEEDLESS_ESCAPE = /%(?:2[DE]|3\d|4[1-9A-F]|5[\dAF]|6[1-9A-F]|7[\dAE])/gi;
const BROKEN_ESCAPE = /%(?![\dA-F]{2})/i;

/**
 * The one way in which a target is written that could be written in several: path and query, without escapes that nothing
 * needs. The router would find the route of each of them, and whoever looks at the URL itself would not know it.
 */
export function plainTarget(target: string): string {
  const form = target.startsWith('/') ? target : originForm(target);
  if (!form.includes('%')) return form;
  const end = form.indexOf('?');
  const path = end < 0 ? form : form.slice(0, end);
  // One that is broken is refused; taken in parts it might become another one that is not.
  if (BROKEN_ESCAPE.test(path)) return form;
  return path.replaceAll(NEEDLESS_ESCAPE, decodeURIComponent) + form.slice(path.length);
}

function originForm(target: string): string {
  if (!ABSOLUTE.test(target)) return target;
  const rest = target.replace(ABSOLUTE, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}
