import { judgeSetup, setupTokenExpiry } from './setup-token';

const NOW = '2027-03-01T02:00:00.000Z';
const TOKEN = { hash: Buffer.from('right'), expiresAt: setupTokenExpiry(NOW) };
const RIGHT = Buffer.from('right');

describe('the set-up token', () => {
  it('grants for 24 hours', () => {
    expect(judgeSetup(TOKEN, RIGHT, false, '2027-03-02T01:59:59.999Z')).toBe('granted');
    expect(judgeSetup(TOKEN, RIGHT, false, '2027-03-02T02:00:00.000Z')).toBe('refused');
  });

  it('grants nothing when it is wrong or was never made', () => {
    expect(judgeSetup(TOKEN, Buffer.from('wrong'), false, NOW)).toBe('refused');
    expect(judgeSetup(undefined, RIGHT, false, NOW)).toBe('refused');
  });

  it('is not even looked at once there is an administrator', () => {
    expect(judgeSetup(TOKEN, RIGHT, true, NOW)).toBe('already-set-up');
    expect(judgeSetup(TOKEN, Buffer.from('wrong'), true, NOW)).toBe('already-set-up');
  });
});
