import { documentFaults } from './document-faults';
import { sampleProfile } from '../../test/samples/sample-customer';

const rulesBroken = (changes: Partial<typeof sampleProfile>) =>
  documentFaults({ ...sampleProfile, ...changes }).map(({ field, rule }) => `${field} ${rule}`);

describe('papers of a customer', () => {
  it('accepts papers that fit together', () => {
    expect(rulesBroken({})).toEqual([]);
    expect(rulesBroken({ idDocument: { type: 'passport', number: 'EA1234567' } })).toEqual([]);
  });

  it('names every fault at once', () => {
    expect(
      rulesBroken({
        idDocument: { type: 'resident-id', number: '110105199003070018' },
        licence: { ...sampleProfile.licence, validTo: '2014-01-01' },
      }),
    ).toEqual(['idDocument.number isResidentId', 'licence.validTo afterIssue']);
  });

  it('compares the date of birth with the number', () => {
    expect(rulesBroken({ birthDate: '1990-03-08' })).toEqual(['birthDate matchesDocument']);
  });

  it('knows what a passport number looks like', () => {
    expect(rulesBroken({ idDocument: { type: 'passport', number: 'a-1' } })).toEqual([
      'idDocument.number isPassportNumber',
    ]);
  });
});
