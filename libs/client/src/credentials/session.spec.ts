import { Session, type Doors, type Tokens } from './session.js';

describe('a session of a person', () => {
  let now: number;
  let said: string[];
  let refreshable: boolean;
  let session: Session;

  const tokens = (n: number): Tokens => ({ accessToken: `a${n}`, refreshToken: `r${n}`, expiresIn: 900 });
  const doors: Doors = {
    signIn: async () => tokens(said.push('sign-in')),
    refresh: async (token) => {
      said.push(`refresh ${token}`);
      if (!refreshable) throw new Error('refresh-refused');
      return tokens(said.length);
    },
  };

  beforeEach(() => {
    [now, said, refreshable] = [0, [], true];
    session = new Session(doors, () => now);
  });

  it('signs in once, however many requests begin at a time', async () => {
    expect(await Promise.all([1, 2, 3].map(() => session.token()))).toEqual(['a1', 'a1', 'a1']);
    expect(said).toEqual(['sign-in']);
  });

  it('gets a new token in the last minute of the old one, with the refresh token, which is good once', async () => {
    await session.token();
    now = 839_999;
    expect(await session.token()).toBe('a1');
    now = 840_000;
    expect(await Promise.all([session.token(), session.token()])).toEqual(['a2', 'a2']);
    now = 2 * 840_000;
    expect(await session.token()).toBe('a3');
    expect(said).toEqual(['sign-in', 'refresh r1', 'refresh r2']);
  });

  it('signs in again when the refresh is refused', async () => {
    await session.token();
    [now, refreshable] = [900_000, false];
    expect(await session.token()).toBe('a3');
    expect(said).toEqual(['sign-in', 'refresh r1', 'sign-in']);
  });

  it('gets one new token when several requests were refused with the old one', async () => {
    await session.token();
    expect(await Promise.all([session.renew('a1'), session.renew('a1')])).toEqual(['a2', 'a2']);
    expect(await session.renew('a1')).toBe('a2');
    expect(said).toEqual(['sign-in', 'refresh r1']);
  });
});
