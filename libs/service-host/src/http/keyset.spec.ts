import { decodeCursor, encodeCursor, type KeyType } from './cursor';
import { allOf, countSql, keysetSql, type Condition, type KeyColumn } from './keyset';

const ID = '00000000-0000-4000-8000-000000000001';

interface Row {
  at: Date;
  id: string;
}

const at: KeyColumn<Row> = { sql: 'r.at', type: 'timestamptz', of: (row) => row.at };
const id: KeyColumn<Row> = { sql: 'r.id', type: 'uuid', of: (row) => row.id };
const select = 'select * from r';

describe('the SQL of a list', () => {
  it('has no word of a filter that was not given', () => {
    const where = [['status = $1', undefined], ['customer = $1', ID], undefined] as const;
    expect(keysetSql({ select, where, by: [id], limit: 50 })).toEqual({
      text: 'select * from r where customer = $1 order by r.id limit $2',
      values: [ID, 51],
    });
    expect(keysetSql({ select, by: [id], limit: 1 }).text).toBe('select * from r order by r.id limit $1');
  });

  it('counts the values of all conditions through', () => {
    expect(allOf([['a between $1 and $2', 1, 2], ['open'], ['(b = $1 or c = $1)', 3]])).toEqual({
      text: 'a between $1 and $2 and open and (b = $3 or c = $3)',
      values: [1, 2, 3],
    });
  });

  it('goes on after the cursor by a row comparison', () => {
    const after = encodeCursor(['2027-03-01T02:00:00.000Z', ID]);
    expect(keysetSql({ select, where: [['x = $1', 7]], by: [at, id], limit: 50, after })).toEqual({
      text: 'select * from r where x = $1 and (r.at, r.id) > ($2::timestamptz, $3::uuid) order by r.at, r.id limit $4',
      values: [7, '2027-03-01T02:00:00.000Z', ID, 51],
    });
    const newestFirst = [{ ...id, descending: true }];
    expect(keysetSql({ select, by: newestFirst, limit: 50, after: encodeCursor([ID]) }).text).toBe(
      'select * from r where r.id < $1::uuid order by r.id desc limit $2',
    );
  });

  it('leaves out a bound that the cursor of the same list says already', () => {
    const newestFirst = [at, id].map((column) => ({ ...column, descending: true }));
    const where: Condition[] = [
      ['r.at >= $1', 'a'],
      ['r.at < $1', 'b'],
      ['r.id < $1', ID],
    ];
    const first = { select, where, by: newestFirst, limit: 50, digest: 'same' };
    expect(keysetSql(first).text).toContain('where r.at >= $1 and r.at < $2 and r.id < $3 order by');
    const after = encodeCursor(['2027-03-01T02:00:00.000Z', ID], 'same');
    expect(keysetSql({ ...first, after }).text).toContain(
      'where r.at >= $1 and r.id < $2 and (r.at, r.id) <',
    );
    // without one, the bound may be another than that of the page before
    const unknown = encodeCursor(['2027-03-01T02:00:00.000Z', ID]);
    expect(keysetSql({ ...first, digest: undefined, after: unknown }).text).toContain('r.at < $2');
    const oldestFirst = keysetSql({ ...first, by: [at, id], after });
    expect(oldestFirst.text).toContain('where r.at < $1 and r.id < $2 and (r.at, r.id) >');
  });

  it('goes one way in all its columns', () => {
    const after = encodeCursor(['2027-03-01T02:00:00.000Z', ID]);
    const by = [at, { ...id, descending: true }];
    expect(() => keysetSql({ select, by, limit: 50, after })).toThrow('goes one way');
  });

  it('counts what its filters leave, up to a bound', () => {
    expect(countSql({ select, where: [['x = $1', 7]] }, 11)).toEqual({
      text: 'select count(*)::int as count from (select * from r where x = $1 limit $2) counted',
      values: [7, 11],
    });
  });

  it('does not sort what is one row at most', () => {
    expect(keysetSql({ select, where: [['k = $1', 7]], by: [], limit: 50 }).text).toBe(
      'select * from r where k = $1 limit $2',
    );
  });
});

describe('a cursor', () => {
  it.each<[KeyType, string | number]>([
    ['uuid', ID],
    ['text', 'SHA-HQ'],
    ['integer', 202703],
    ['integer', '202703'],
    ['bigint', '123456789012345678'],
    ['timestamptz', '2027-03-01T02:00:00.000Z'],
    ['date', '2028-02-29'],
  ])('of type %s may be %j', (type, part) => {
    expect(decodeCursor(encodeCursor([part]), [type])).toEqual([part]);
  });

  it.each<[KeyType, string | number]>([
    ['uuid', 'x'],
    ['uuid', 7],
    ['text', 7],
    ['integer', 1.5],
    ['integer', 2 ** 31],
    ['integer', 'seven'],
    ['bigint', '1234567890123456789'],
    ['bigint', -1],
    ['timestamptz', '2027-02-30T02:00:00.000Z'],
    ['timestamptz', '0000-01-01T00:00:00.000Z'],
    ['timestamptz', 'infinity'],
    ['timestamptz', 7],
    ['date', '2027-02-29'],
    ['date', '2027-3-1'],
  ])('of type %s may not be %j', (type, part) => {
    expect(() => decodeCursor(encodeCursor([part]), [type])).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ field: 'after', rule: 'isCursor' })] }),
    );
  });

  it('holds a time of the database as text', () => {
    const cursor = encodeCursor([new Date('2027-03-01T02:00:00Z'), ID]);
    expect(decodeCursor(cursor, ['timestamptz', 'uuid'])).toEqual(['2027-03-01T02:00:00.000Z', ID]);
  });
});
