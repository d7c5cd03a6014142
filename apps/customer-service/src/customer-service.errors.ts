import { defineErrors, inChinese } from '@houtai/domain-kit';

/** Every refusal of this service: 409 when the state forbids it, 422 when the wish itself does. */
export const customerServiceErrors = defineErrors(
  {
    'survey-not-invited': { status: 409, en: 'The survey was never sent', zh: '调查尚未发出' },
    'survey-already-answered': {
      status: 409,
      en: 'The survey is answered already',
      zh: '调查已作答',
      detail: {
        en: 'The survey was answered at {answeredAt, time, instant}.',
        zh: '调查已于 {answeredAt, time, instant} 作答。',
      },
    },
    'survey-over': {
      status: 409,
      en: 'The survey is over',
      zh: '调查已截止',
      detail: {
        en: 'Answers counted until {closesAt, time, instant}.',
        zh: '作答截止时间为 {closesAt, time, instant}。',
      },
    },
    'complaint-already-received': { status: 409, en: 'The complaint is recorded already', zh: '投诉已受理' },
    'complaint-not-received': { status: 409, en: 'The complaint is not recorded', zh: '投诉尚未受理' },
    'complaint-step-out-of-turn': {
      status: 409,
      en: 'It is not the turn of this step',
      zh: '投诉当前状态不允许该操作',
      detail: {
        en: 'The complaint is {status}; {step} is not its next step. Possible: {possible}.',
        zh: '投诉当前状态为 {status}，不能执行 {step}。可执行：{possible}。',
      },
    },
    'complaint-waiting-for-customer': {
      status: 409,
      en: 'The customer’s answer is awaited',
      zh: '正在等待客户回复',
      detail: {
        en: 'The customer’s answer is awaited since {since, time, instant}.',
        zh: '自 {since, time, instant} 起等待客户回复。',
      },
    },
    'complaint-not-waiting': {
      status: 409,
      en: 'No answer of the customer is awaited',
      zh: '投诉并未处于等待客户回复状态',
    },
    'customer-answer-missing': {
      status: 409,
      en: 'The customer has neither accepted nor refused',
      zh: '客户既未接受也未拒绝，不能结案',
      detail: {
        en: 'Record what the customer answered before the complaint is closed.',
        zh: '结案前请先记录客户的答复。',
      },
    },
    'customer-accepted-already': {
      status: 409,
      en: 'The customer has accepted',
      zh: '客户已接受处理方案',
      detail: {
        en: 'The customer has accepted the remedy; there is no refusal to record.',
        zh: '客户已接受处理方案，无需记录拒绝原因。',
      },
    },
  },
  inChinese({
    received: '已受理',
    investigating: '调查中',
    'liability-decided': '已定责',
    'remedy-proposed': '已提出方案',
    accepted: '客户已接受',
    escalated: '已升级',
    closed: '已结案',
    'followed-up': '已回访',
    investigate: '调查',
    'decide-liability': '定责',
    'propose-remedy': '提出方案',
    accept: '接受',
    escalate: '升级',
    close: '结案',
    'follow-up': '回访',
  }),
);

/** Throws a refusal of this service with the facts that its sentence names. */
export const refuse: typeof customerServiceErrors.refuse = customerServiceErrors.refuse;
