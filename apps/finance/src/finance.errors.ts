import { defineErrors } from '@houtai/domain-kit';

/** Every refusal of this service: 409 when the state forbids it, 422 when the wish itself does. */
export const financeErrors = defineErrors({
  'entry-payload-differs': {
    status: 409,
    en: 'The same cause was posted with other facts',
    zh: '同一业务事件已按不同内容入账',
    detail: {
      en: '{rule} was posted for {causeId} with other facts.',
      zh: '{rule} 已按不同内容为 {causeId} 入账。',
    },
  },
  'entry-already-reversed': {
    status: 409,
    en: 'The entry was reversed before',
    zh: '该凭证已冲销',
    detail: {
      en: 'Entry {entryId} was reversed by {reversedBy}.',
      zh: '凭证 {entryId} 已由 {reversedBy} 冲销。',
    },
  },
  'entry-is-a-reversal': {
    status: 409,
    en: 'A reversal cannot be reversed; post a new entry',
    zh: '红字凭证不能再冲销，请重新录入',
    detail: { en: 'Entry {entryId} is itself a reversal.', zh: '凭证 {entryId} 本身是红字凭证。' },
  },
  'period-not-open': {
    status: 409,
    en: 'The period is not open',
    zh: '会计期间未打开',
    detail: {
      en: 'Period {period} is not open.',
      zh: '会计期间 {period} 未打开。',
    },
    also: ['state'],
  },
  'period-not-closing': {
    status: 409,
    en: 'The period is not being closed',
    zh: '会计期间未处于结账中',
    detail: {
      en: 'Period {period} is not being closed: its state is {state}.',
      zh: '会计期间 {period} 未处于结账中，当前状态为 {state}。',
    },
  },
  'period-not-next': {
    status: 409,
    en: 'An earlier period comes first',
    zh: '须先结清更早的会计期间',
    detail: { en: 'Period {first} comes before {period}.', zh: '须先结清会计期间 {first}，再结 {period}。' },
  },
  'period-not-sealed': {
    status: 409,
    en: 'The period has entries that are not sealed yet',
    zh: '该期间尚有未封存的凭证',
    detail: {
      en: '{unsealed, plural, one {# entry of {period} waits} other {# entries of {period} wait}} for the seal.',
      zh: '会计期间 {period} 尚有 {unsealed, number} 张凭证未封存。',
    },
  },
  'period-has-parked-messages': {
    status: 409,
    en: 'Messages are parked that may belong into the period',
    zh: '尚有可能属于该期间的待处理消息',
    detail: {
      en: '{parked, plural, one {# message is} other {# messages are}} parked and may belong into {period}.',
      zh: '尚有 {parked, number} 条待处理消息可能属于会计期间 {period}。',
    },
  },
  'period-has-pending-accruals': {
    status: 409,
    en: 'Rental days of the period are not accrued yet',
    zh: '该期间尚有未计提的租赁日',
    detail: {
      en: 'Up to the end of {period} {pending, plural, one {# rental day is} other {# rental days are}} not accrued yet.',
      zh: '截至会计期间 {period} 末尚有 {pending, number} 个租赁日未计提。',
    },
  },
  'suspense-not-cleared': {
    status: 409,
    en: 'Something is left on a suspense account',
    zh: '待处理科目尚有余额',
    detail: {
      en: '{leftFen, number, yuan} are left on suspense accounts at the end of {period}.',
      zh: '会计期间 {period} 末待处理科目尚余 {leftFen, number, yuan}。',
    },
  },
  'posting-day-out-of-reach': {
    status: 409,
    en: 'The day lies too far ahead',
    zh: '记账日期超出允许范围',
    detail: {
      en: 'An entry is dated on {latest} at the latest, not on {day}.',
      zh: '记账日期最晚为 {latest}，不能为 {day}。',
    },
  },
  'account-exists': {
    status: 409,
    en: 'There is such an account already',
    zh: '科目已存在',
    detail: { en: 'Account {code} was opened before.', zh: '科目 {code} 已开设。' },
  },
  'account-of-the-chart': {
    status: 409,
    en: 'Accounts of the chart are not closed',
    zh: '会计科目表内的科目不能关闭',
    detail: {
      en: 'Account {code} belongs to the chart; only accounts that were opened are closed.',
      zh: '科目 {code} 属于会计科目表，只能关闭后来开设的科目。',
    },
  },
  'account-closed': {
    status: 409,
    en: 'The account was closed before',
    zh: '科目已关闭',
    detail: {
      en: 'Account {code} takes no postings from {validUntil} on.',
      zh: '科目 {code} 自 {validUntil} 起不再记账。',
    },
  },
  'account-not-valid': {
    status: 409,
    en: 'The account takes no such posting on that day',
    zh: '该科目在该日期不能如此记账',
    detail: {
      en: 'Account {code} is not valid on the day, or was closed and would hold something again.',
      zh: '科目 {code} 在该日期无效，或已关闭而将再有余额。',
    },
  },
  'account-not-empty': {
    status: 409,
    en: 'Something is left on the account',
    zh: '科目尚有余额',
    detail: {
      en: '{balanceFen, number, yuan} are left on account {code}.',
      zh: '科目 {code} 尚有余额 {balanceFen, number, yuan}。',
    },
  },
  'account-in-use': {
    status: 409,
    en: 'The account is in use on that day or later',
    zh: '该日期或之后科目仍在使用',
    detail: {
      en: 'Account {code} is in use up to {lastDay}; it can be closed from the day after.',
      zh: '科目 {code} 使用至 {lastDay}，只能自次日起关闭。',
    },
  },
  'second-person-needed': {
    status: 409,
    en: 'Somebody else has to approve it',
    zh: '须由他人复核',
    detail: {
      en: 'What a person posts or reverses by hand is proposed by one and approved by another.',
      zh: '手工录入或冲销须由一人制单、另一人复核。',
    },
  },
  'proposal-decided': {
    status: 409,
    en: 'The proposal was decided before',
    zh: '该提议已处理',
    detail: { en: 'Proposal {proposalId} was decided: {state}.', zh: '提议 {proposalId} 已处理：{state}。' },
  },
  'nothing-owed': {
    status: 409,
    en: 'Nothing is owed',
    zh: '没有应付款项',
    detail: {
      en: 'Nothing is owed for reservation {reservationId}.',
      zh: '预订单 {reservationId} 没有应付款项。',
    },
  },
  'payment-exceeds-owed': {
    status: 409,
    en: 'More than is owed',
    zh: '付款超过应付金额',
    detail: {
      en: '{amountFen, number, yuan} are more than the {dueFen, number, yuan} that are owed.',
      zh: '付款 {amountFen, number, yuan} 超过应付的 {dueFen, number, yuan}。',
    },
  },
  'payment-reference-used': {
    status: 409,
    en: 'The payment was recorded before',
    zh: '该笔付款已登记',
    detail: { en: '{method} {reference} was recorded before.', zh: '{method} 付款 {reference} 已登记。' },
  },
  'agreement-not-opened': {
    status: 409,
    en: 'The agreement was never opened',
    zh: '租赁合同尚未生效',
    detail: {
      en: 'Nothing was opened for reservation {reservationId}.',
      zh: '预订单 {reservationId} 的租赁合同尚未生效。',
    },
  },
  'order-already-final': {
    status: 409,
    en: 'The charges of the order are final already',
    zh: '订单费用已结清确认',
    detail: {
      en: 'Reservation {reservationId} was made final by {eventId}.',
      zh: '预订单 {reservationId} 的费用已由 {eventId} 结清确认。',
    },
  },
  'charge-not-postable': {
    status: 422,
    en: 'There is no posting rule for a charge',
    zh: '费用项目没有对应的记账规则',
    detail: {
      en: 'A charge {code} of {amountFen, number, yuan} cannot be posted.',
      zh: '费用项目 {code}（{amountFen, number, yuan}）无法入账。',
    },
  },
  'charges-do-not-add-up': {
    status: 422,
    en: 'The charges do not add up to the total',
    zh: '费用明细与合计不符',
    detail: {
      en: 'The charges come to {sumFen, number, yuan}, not to {totalFen, number, yuan}.',
      zh: '费用明细合计 {sumFen, number, yuan}，与总额 {totalFen, number, yuan} 不符。',
    },
  },
  'capture-exceeds-charges': {
    status: 422,
    en: 'The capture exceeds the charges',
    zh: '扣款超过应收费用',
    detail: {
      en: '{captureFen, number, yuan} are captured for charges of {totalFen, number, yuan}.',
      zh: '扣款 {captureFen, number, yuan} 超过应收费用 {totalFen, number, yuan}。',
    },
  },
  'capture-exceeds-hold': {
    status: 422,
    en: 'The capture exceeds the deposit held',
    zh: '扣款超过预授权金额',
    detail: {
      en: '{captureFen, number, yuan} are to be captured, {openFen, number, yuan} are held.',
      zh: '拟扣款 {captureFen, number, yuan}，预授权余额为 {openFen, number, yuan}。',
    },
  },
});

/** Throws a refusal of this service with the facts that its sentence names. */
export const refuse: typeof financeErrors.refuse = financeErrors.refuse;
