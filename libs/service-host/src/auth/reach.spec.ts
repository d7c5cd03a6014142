import { allOf } from '../http/keyset';
import { EVERYTHING, ownerOf, reachOf, within } from './reach';

const PARTNER = '01900000-0000-7000-8000-0000000000a1';

describe('the reach of a caller', () => {
  it('is everything for the house', () => {
    expect(reachOf({})).toEqual(EVERYTHING);
    expect(within(EVERYTHING)).toBeUndefined();
    expect(ownerOf(EVERYTHING)).toBeUndefined();
  });

  it('is its own rows for whoever belongs to a partner', () => {
    const reach = reachOf({ partnerId: PARTNER });
    expect(allOf([['status = $1', 'open'], within(reach, 't.partner_id')])).toEqual({
      text: 'status = $1 and t.partner_id = $2',
      values: ['open', PARTNER],
    });
    expect(ownerOf(reach)).toBe(PARTNER);
  });
});
