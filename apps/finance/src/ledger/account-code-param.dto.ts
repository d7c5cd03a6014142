import { PathParam, ValidationFailedError, faultOf } from '@houtai/service-host';
import { ACCOUNT_CODE } from '../posting-rules/accounts';

/** Parameter decorator: the code of an account in the path. */
export function AccountCodeParam(): ParameterDecorator {
  return PathParam('code', { type: 'string', examples: ['1002.01'] }, (text) => {
    if (ACCOUNT_CODE.test(text)) return text;
    const [en, zh] = ['must be an account code such as 2221.01.01', '必须是科目代码，例如 2221.01.01'];
    throw new ValidationFailedError([faultOf('code', 'isAccountCode', en, zh)]);
  });
}
