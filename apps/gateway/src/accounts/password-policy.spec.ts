import { passwordFaults } from './password-policy';

describe('password policy', () => {
  it.each([
    ['correct horse battery', []],
    ['汽车租赁后台管理员的密码', []],
    ['short', ['minLength']],
    ['x'.repeat(12), ['enoughVariety']],
    ['Password123', ['notCommon']],
    ['my-WangFang-secret', ['notTheUsername']],
    [`a long one ${'0123456789'.repeat(20)}`, ['maxLength']],
    ['111', ['minLength', 'enoughVariety']],
  ])('%s breaks %j', (password, faults) => {
    expect(passwordFaults(password, 'wangfang')).toEqual(faults);
  });
});
