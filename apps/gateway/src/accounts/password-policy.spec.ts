import { passwordFaults } from './password-policy';

describe('password policy', () => {
  it.each([
    ['correct horse battery', []],
    ['汽车租赁后台管理员的密码', []],
    ['blauer Elefant frisst Dachziegel', []],
    ['kuai3-Lv9-xuehua', []],
    ['short', ['minLength', 'hardToGuess']],
    ['x'.repeat(12), ['hardToGuess']],
    ['Password123', ['hardToGuess']],
    ['P@ssw0rd2024!', ['hardToGuess']],
    ['qwertyuiop', ['hardToGuess']],
    ['1qaz2wsx3edc', ['hardToGuess']],
    ['woaini1314520', ['hardToGuess']],
    ['WoAiNi5201314', ['hardToGuess']],
    ['zhangwei1988', ['hardToGuess']],
    ['beijing2008', ['hardToGuess']],
    ['zhongguo888', ['hardToGuess']],
    ['houtai123456', ['hardToGuess']],
    ['147258369147', ['hardToGuess']],
    ['我爱你我爱你我爱你我', ['hardToGuess']],
    ['my-WangFang-secret', ['notTheUsername']],
    [`a long one ${'0123456789'.repeat(20)}`, ['maxLength']],
    ['111', ['minLength', 'hardToGuess']],
  ])('%s breaks %j', (password, faults) => {
    expect(passwordFaults(password, 'wangfang')).toEqual(faults);
  });

  it('takes the name of its holder for what is tried first', () => {
    expect(passwordFaults('Xiaolongnu-1997', 'someone', ['Xiaolongnu'])).toEqual(['hardToGuess']);
  });

  it('is judged in like time however long it is', () => {
    passwordFaults('warm up', '');
    const started = performance.now();
    passwordFaults('aB1!'.repeat(50), 'wangfang');
    passwordFaults('passwordp'.repeat(22), 'wangfang');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
