/** What a document is called: a reader must not take the test realm for the real one. */
export function titleIn(title: string, realm: 'live' | 'test'): string {
  return realm === 'live' ? title : `${title} (test realm)`;
}
