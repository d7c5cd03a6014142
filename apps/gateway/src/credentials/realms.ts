/** Of an installation, as `HOUTAI_REALM` says. */
export type Realm = 'live' | 'test';
