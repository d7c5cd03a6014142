import { DomainError } from '@houtai/domain-kit';

/** Every refusal this service knows, by name. */
export type FinanceErrorCode =
  | 'entry-payload-differs'
  | 'entry-already-reversed'
  | 'entry-is-a-reversal'
  | 'period-not-open'
  | 'period-not-closing'
  | 'period-not-next'
  | 'period-not-sealed'
  | 'nothing-owed'
  | 'payment-exceeds-owed'
  | 'payment-reference-used'
  | 'agreement-not-opened'
  | 'order-already-final'
  | 'charges-do-not-add-up'
  | 'capture-exceeds-charges'
  | 'capture-exceeds-hold';

/** A refusal of this service; `details` are facts that a program can read. */
export function refuse(
  code: FinanceErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): never {
  throw new DomainError<FinanceErrorCode>(code, message, details);
}

interface Problem {
  status: number;
  title: { en: string; zh: string };
}

/** How each refusal looks over HTTP: 409 when the state of the books forbids it, 422 when the wish itself is wrong. */
export const FINANCE_ERRORS: Readonly<Record<FinanceErrorCode, Problem>> = {
  'entry-payload-differs': {
    status: 409,
    title: { en: 'The same cause was posted with other facts', zh: '同一业务事件已按不同内容入账' },
  },
  'entry-already-reversed': {
    status: 409,
    title: { en: 'The entry was reversed before', zh: '该凭证已冲销' },
  },
  'entry-is-a-reversal': {
    status: 409,
    title: { en: 'A reversal cannot be reversed; post a new entry', zh: '红字凭证不能再冲销，请重新录入' },
  },
  'period-not-open': { status: 409, title: { en: 'The period is not open', zh: '会计期间未打开' } },
  'period-not-closing': {
    status: 409,
    title: { en: 'The period is not being closed', zh: '会计期间未处于结账中' },
  },
  'period-not-next': {
    status: 409,
    title: { en: 'An earlier period comes first', zh: '须先结清更早的会计期间' },
  },
  'period-not-sealed': {
    status: 409,
    title: { en: 'The period has entries that are not sealed yet', zh: '该期间尚有未封存的凭证' },
  },
  'nothing-owed': { status: 409, title: { en: 'Nothing is owed', zh: '没有应付款项' } },
  'payment-exceeds-owed': { status: 409, title: { en: 'More than is owed', zh: '付款超过应付金额' } },
  'payment-reference-used': {
    status: 409,
    title: { en: 'The payment was recorded before', zh: '该笔付款已登记' },
  },
  'agreement-not-opened': {
    status: 409,
    title: { en: 'The agreement was never opened', zh: '租赁合同尚未生效' },
  },
  'order-already-final': {
    status: 409,
    title: { en: 'The charges of the order are final already', zh: '订单费用已结清确认' },
  },
  'charges-do-not-add-up': {
    status: 422,
    title: { en: 'The charges do not add up to the total', zh: '费用明细与合计不符' },
  },
  'capture-exceeds-charges': {
    status: 422,
    title: { en: 'The capture exceeds the charges', zh: '扣款超过应收费用' },
  },
  'capture-exceeds-hold': {
    status: 422,
    title: { en: 'The capture exceeds the deposit held', zh: '扣款超过预授权金额' },
  },
};
