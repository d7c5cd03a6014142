import { DomainError } from '@houtai/domain-kit';

/** Every refusal this service knows, by name. */
export type OrdersErrorCode =
  | 'customer-exists'
  | 'customer-not-registered'
  | 'customer-already-verified'
  | 'customer-already-blacklisted'
  | 'customer-not-blacklisted'
  | 'rate-plan-exists'
  | 'rate-plan-missing'
  | 'reservation-already-taken'
  | 'reservation-not-submitted'
  | 'reservation-not-confirmed'
  | 'reservation-not-ready'
  | 'reservation-over'
  | 'change-pending'
  | 'change-without-effect'
  | 'driver-not-qualified'
  | 'pick-up-passed'
  | 'grace-not-over'
  | 'handover-too-early'
  | 'vehicle-not-back'
  | 'agreement-already-opened'
  | 'agreement-not-open'
  | 'agreement-not-returned'
  | 'agreement-not-settling'
  | 'violation-hold-running'
  | 'odometer-runs-backwards'
  | 'return-before-handover';

/** A refusal of this service; `details` are facts that a program can read. */
export function refuse(
  code: OrdersErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): never {
  throw new DomainError<OrdersErrorCode>(code, message, details);
}

interface Problem {
  status: number;
  title: { en: string; zh: string };
}

/** How each refusal looks over HTTP: 409 when the state forbids it, 422 when the wish itself does. */
export const ORDERS_ERRORS: Readonly<Record<OrdersErrorCode, Problem>> = {
  'customer-exists': {
    status: 409,
    title: { en: 'A customer with this document exists', zh: '该证件已登记客户' },
  },
  'customer-not-registered': {
    status: 409,
    title: { en: 'The customer is not registered', zh: '客户尚未登记' },
  },
  'customer-already-verified': {
    status: 409,
    title: { en: 'The customer is verified already', zh: '客户已通过核验' },
  },
  'customer-already-blacklisted': {
    status: 409,
    title: { en: 'The customer is blacklisted already', zh: '客户已在黑名单中' },
  },
  'customer-not-blacklisted': {
    status: 409,
    title: { en: 'The customer is not blacklisted', zh: '客户不在黑名单中' },
  },
  'rate-plan-exists': {
    status: 409,
    title: { en: 'The class has a rate plan from that day', zh: '该车型组在该日已有价格方案' },
  },
  'rate-plan-missing': {
    status: 422,
    title: { en: 'No price holds for that day', zh: '该日没有有效的价格方案' },
  },
  'reservation-already-taken': {
    status: 409,
    title: { en: 'The reservation was taken before', zh: '预订单已存在' },
  },
  'reservation-not-submitted': {
    status: 409,
    title: { en: 'The reservation is decided already', zh: '预订单已有结果' },
  },
  'reservation-not-confirmed': {
    status: 409,
    title: { en: 'The reservation is not confirmed', zh: '预订单未确认' },
  },
  'reservation-not-ready': {
    status: 409,
    title: { en: 'No vehicle is bound to the reservation', zh: '预订单尚未排车' },
  },
  'reservation-over': { status: 409, title: { en: 'The reservation is over', zh: '预订单已结束' } },
  'change-pending': {
    status: 409,
    title: { en: 'A change waits for its answer', zh: '有变更正在等待答复' },
  },
  'change-without-effect': {
    status: 422,
    title: { en: 'The change changes nothing', zh: '变更没有任何改动' },
  },
  'driver-not-qualified': {
    status: 422,
    title: { en: 'The customer may not rent on these terms', zh: '客户不符合租车条件' },
  },
  'pick-up-passed': { status: 409, title: { en: 'The pick-up time has passed', zh: '取车时间已过' } },
  'grace-not-over': {
    status: 409,
    title: { en: 'The customer may still come', zh: '宽限时间未到，客户仍可取车' },
  },
  'handover-too-early': {
    status: 409,
    title: { en: 'It is too early to hand over', zh: '未到可取车时间' },
  },
  'vehicle-not-back': {
    status: 409,
    title: { en: 'The vehicle is still out on another rental', zh: '车辆尚在其他租赁合同中' },
  },
  'agreement-already-opened': {
    status: 409,
    title: { en: 'The agreement was opened before', zh: '租赁合同已生效' },
  },
  'agreement-not-open': { status: 409, title: { en: 'The agreement is not open', zh: '租赁合同不在履行中' } },
  'agreement-not-returned': {
    status: 409,
    title: {
      en: 'The vehicle of the agreement is not returned, or settled already',
      zh: '车辆未还或合同已结算',
    },
  },
  'agreement-not-settling': {
    status: 409,
    title: { en: 'The agreement is not being settled', zh: '租赁合同不在结算中' },
  },
  'violation-hold-running': {
    status: 409,
    title: { en: 'The violation deposit is still held', zh: '违章押金尚在冻结期' },
  },
  'odometer-runs-backwards': {
    status: 422,
    title: { en: 'The odometer shows less than at handover', zh: '里程表读数小于取车时' },
  },
  'return-before-handover': {
    status: 422,
    title: { en: 'The return lies before the handover', zh: '还车时间早于取车时间' },
  },
};
