import fc from 'fast-check';
import { endHold, openOf, type Hold } from './hold';

const held = (heldFen: number): Hold => ({
  reservationId: 'order',
  kind: 'rental',
  heldFen,
  capturedFen: 0,
  releasedFen: 0,
});

describe('a deposit held', () => {
  it('is captured in part and the rest is released', () => {
    expect(endHold(held(300), 120)).toMatchObject({ capturedFen: 120, releasedFen: 180 });
  });

  it('refuses to capture more than is held', () => {
    expect(() => endHold(held(300), 301)).toThrow(expect.objectContaining({ code: 'capture-exceeds-hold' }));
    expect(() => endHold(endHold(held(300), 0), 1)).toThrow(
      expect.objectContaining({ code: 'capture-exceeds-hold' }),
    );
  });

  it('is always captured, released or open (property 9), and ending it twice changes nothing', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => {
        const ended = endHold(held(Math.max(a, b)), Math.min(a, b));
        expect(ended.capturedFen + ended.releasedFen + openOf(ended)).toBe(ended.heldFen);
        expect(endHold(ended, 0)).toEqual(ended);
      }),
    );
  });
});
