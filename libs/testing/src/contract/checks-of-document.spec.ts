import { checksOf } from './checks-of-document';

const document = (title: string) => ({ paths: {}, components: { schemas: { [title]: { type: 'object' } } } });

describe('the checks of a document', () => {
  it('are made once for whoever says the same', () => {
    expect(checksOf(document('Orders'))).toBe(checksOf(document('Orders')));
  });

  it('are others for another document', () => {
    expect(checksOf(document('Fleet'))).not.toBe(checksOf(document('Dispatch')));
  });
});
