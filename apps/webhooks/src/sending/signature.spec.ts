import { Webhook } from 'standardwebhooks';
import { newSecret, signatureHeaders } from './signature.service';

const body = '{"id":"evt_1","data":{"name":"上海虹桥店"}}';
const now = () => Math.floor(Date.now() / 1000);

describe('signature', () => {
  it('is accepted by the library of Standard Webhooks, with either of two secrets', () => {
    const [old, young] = [newSecret(), newSecret()];
    const headers = signatureHeaders({ id: 'evt_1', timestamp: now(), body }, [old, young]);
    for (const secret of [old, young])
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it('is not accepted with another secret, for another text, or late', () => {
    const secret = newSecret();
    const headers = signatureHeaders({ id: 'evt_1', timestamp: now(), body }, [secret]);
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow('signature');
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('signature');
    const late = signatureHeaders({ id: 'evt_1', timestamp: now() - 3600, body }, [secret]);
    expect(() => new Webhook(secret).verify(body, late)).toThrow('old');
  });

  it('has secrets of 32 bytes that are never the same', () => {
    expect(Buffer.from(newSecret().slice('whsec_'.length), 'base64')).toHaveLength(32);
    expect(newSecret()).not.toBe(newSecret());
  });
});
