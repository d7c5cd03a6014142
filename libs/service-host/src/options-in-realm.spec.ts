import { defineErrors } from '@houtai/domain-kit';
import { optionsIn } from './options-in-realm';
import type { ServiceOptions } from './service-options';

class House {}
class Helpers {}
const house = defineErrors({ full: { status: 409, en: 'Full', zh: '已满' } });
const helpers = defineErrors({ helpless: { status: 409, en: 'Helpless', zh: '无法协助' } });
const OPTIONS = {
  module: House,
  errors: house.declared,
  testRealm: { module: Helpers, errors: helpers.declared },
} as unknown as ServiceOptions;

describe('what a service is', () => {
  it('in the live realm is nothing of the test realm', () => {
    expect(optionsIn('live', OPTIONS)).toEqual({ module: House, errors: house.declared });
  });

  it('in the test realm is all it is in the live one, and more', () => {
    const { testRealm, errors } = optionsIn('test', OPTIONS);
    expect(testRealm?.module).toBe(Helpers);
    expect(Object.keys(errors)).toEqual(['full', 'helpless']);
  });
});
