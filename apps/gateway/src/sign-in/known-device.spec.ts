import { createHmac } from 'node:crypto';
import { addDays } from '@houtai/domain-kit';
import { DEVICE_DAYS, deviceOf, deviceToken } from './known-device.service';

const T0 = '2027-03-01T02:00:00.000Z';
const ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const digest = (text: string) => createHmac('sha256', 'key').update(text).digest();
const other = (text: string) => createHmac('sha256', 'another key').update(text).digest();

describe('the token of a device that has signed in', () => {
  const token = deviceToken('root', ID, T0, digest);

  it('names the device again, for half a year', () => {
    expect(deviceOf(token, 'root', T0, digest)).toBe(ID);
    expect(deviceOf(token, 'root', addDays(T0, DEVICE_DAYS - 1), digest)).toBe(ID);
    expect(deviceOf(token, 'root', addDays(T0, DEVICE_DAYS), digest)).toBeUndefined();
  });

  it.each([
    ['for another name', token, 'clerk', digest],
    ['made with another key', deviceToken('root', ID, T0, other), 'root', digest],
    ['of another device', token.replace(ID, `B${ID.slice(1)}`), 'root', digest],
    ['with another time', `z${token}`, 'root', digest],
    ['that is none', 'nonsense', 'root', digest],
    ['that is empty', '', 'root', digest],
    ['with a digest of another length', `${token.slice(0, -1)}`, 'root', digest],
  ])('%s is worth nothing', (_case, text, username, key) => {
    expect(deviceOf(text, username, T0, key)).toBeUndefined();
  });
});
