import { newKafkaId } from './kafka-id';

describe('the identity of a new cluster', () => {
  it('is never one that the tools of Kafka take for an option', () => {
    const drawn = [Buffer.alloc(16, 0xff), Buffer.alloc(16, 0xf8), Buffer.alloc(16, 1)];
    expect(drawn[1]?.toString('base64url').startsWith('-')).toBe(true);
    expect(newKafkaId(() => drawn.splice(1, 1)[0] ?? Buffer.alloc(16, 2))).toBe('AQEBAQEBAQEBAQEBAQEBAQ');
  });

  it('is another one each time', () => {
    expect(newKafkaId()).not.toBe(newKafkaId());
  });
});
