import type { CustomerProfile } from '../../src/customers/customer';

/** The customer that specs and API examples speak of; the numbers are made up and pass their checks. */
export const sampleProfile: CustomerProfile = {
  name: '张伟',
  phone: '13800001234',
  email: 'zhang.wei@example.com',
  idDocument: { type: 'resident-id', number: '110105199003070017' },
  birthDate: '1990-03-07',
  licence: { number: '110105199003070017', class: 'C1', issuedOn: '2015-05-01', validTo: '2030-05-01' },
  origin: 'CN',
  tier: 'standard',
};
