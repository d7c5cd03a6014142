import { DomainError } from '@houtai/domain-kit';

/** Every refusal this service knows, by name. */
export type CustomerServiceErrorCode =
  | 'survey-not-invited'
  | 'survey-already-answered'
  | 'survey-over'
  | 'complaint-already-received'
  | 'complaint-not-received'
  | 'complaint-step-out-of-turn'
  | 'complaint-waiting-for-customer'
  | 'complaint-not-waiting'
  | 'customer-answer-missing'
  | 'customer-accepted-already';

/** A refusal of this service; `details` are facts that a program can read. */
export function refuse(
  code: CustomerServiceErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): never {
  throw new DomainError<CustomerServiceErrorCode>(code, message, details);
}

interface Problem {
  status: number;
  title: { en: string; zh: string };
}

/** How each refusal looks over HTTP: 409 when the state forbids it, 422 when the wish itself does. */
export const CUSTOMER_SERVICE_ERRORS: Readonly<Record<CustomerServiceErrorCode, Problem>> = {
  'survey-not-invited': { status: 409, title: { en: 'The survey was never sent', zh: '调查尚未发出' } },
  'survey-already-answered': {
    status: 409,
    title: { en: 'The survey is answered already', zh: '调查已作答' },
  },
  'survey-over': { status: 409, title: { en: 'The survey is over', zh: '调查已截止' } },
  'complaint-already-received': {
    status: 409,
    title: { en: 'The complaint is recorded already', zh: '投诉已受理' },
  },
  'complaint-not-received': {
    status: 409,
    title: { en: 'The complaint is not recorded', zh: '投诉尚未受理' },
  },
  'complaint-step-out-of-turn': {
    status: 409,
    title: { en: 'It is not the turn of this step', zh: '投诉当前状态不允许该操作' },
  },
  'complaint-waiting-for-customer': {
    status: 409,
    title: { en: 'The customer’s answer is awaited', zh: '正在等待客户回复' },
  },
  'complaint-not-waiting': {
    status: 409,
    title: { en: 'No answer of the customer is awaited', zh: '投诉并未处于等待客户回复状态' },
  },
  'customer-answer-missing': {
    status: 409,
    title: { en: 'The customer has neither accepted nor refused', zh: '客户既未接受也未拒绝，不能结案' },
  },
  'customer-accepted-already': {
    status: 409,
    title: { en: 'The customer has accepted', zh: '客户已接受处理方案' },
  },
};
