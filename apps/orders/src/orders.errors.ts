import { defineErrors } from '@houtai/domain-kit';
import { ORDERS_WORDS } from './orders-words';

/** Every refusal of this service: 409 when the state forbids it, 422 when the wish itself does. */
export const ordersErrors = defineErrors(
  {
    'customer-exists': { status: 409, en: 'A customer with this document exists', zh: '该证件已登记客户' },
    'customer-not-registered': { status: 409, en: 'The customer is not registered', zh: '客户尚未登记' },
    'customer-already-verified': {
      status: 409,
      en: 'The customer is verified already',
      zh: '客户已通过核验',
    },
    'customer-already-blacklisted': {
      status: 409,
      en: 'The customer is blacklisted already',
      zh: '客户已在黑名单中',
      detail: {
        en: 'The customer is blacklisted already: {reason}.',
        zh: '客户已在黑名单中，原因：{reason}。',
      },
    },
    'customer-not-blacklisted': {
      status: 409,
      en: 'The customer is not blacklisted',
      zh: '客户不在黑名单中',
    },
    'rate-plan-exists': {
      status: 409,
      en: 'The class has a rate plan from that day',
      zh: '该车型组在该日已有价格方案',
      detail: {
        en: 'Class {classCode} has a rate plan from {validFrom, date, day}.',
        zh: '车型组 {classCode} 已有自 {validFrom, date, day} 起的价格方案。',
      },
    },
    'rate-plan-missing': {
      status: 422,
      en: 'No price holds for that day',
      zh: '该日没有有效的价格方案',
      detail: {
        en: 'No rate plan of class {classCode} holds on {day, date, day}.',
        zh: '车型组 {classCode} 在 {day, date, day} 没有有效的价格方案。',
      },
    },
    'channel-not-allowed': {
      status: 422,
      en: 'The role does not book through this channel',
      zh: '该角色不能使用此渠道预订',
      detail: {
        en: 'Channel {channel} is not among yours: {allowed}.',
        zh: '渠道 {channel} 不在您可用的渠道之列：{allowed}。',
      },
    },
    'class-not-in-contract': {
      status: 422,
      en: 'The contract does not cover this class',
      zh: '合同不包含该车型组',
      detail: { en: 'The contract does not cover class {classCode}.', zh: '合同不包含车型组 {classCode}。' },
    },
    'branch-not-in-contract': {
      status: 422,
      en: 'The contract does not cover this branch',
      zh: '合同不包含该门店',
      detail: { en: 'The contract does not cover branch {branchId}.', zh: '合同不包含门店 {branchId}。' },
    },
    'partner-reservations-full': {
      status: 409,
      en: 'No further reservation may be open by the contract',
      zh: '未结预订数已达合同上限',
      detail: {
        en: 'By the contract {most, plural, one {# reservation} other {# reservations}} may be open at a time.',
        zh: '合同规定同时最多可有 {most, number} 个未结预订。',
      },
    },
    'reference-taken': {
      status: 409,
      en: 'A booking of yours has this reference',
      zh: '您已有使用此参考号的预订',
      detail: {
        en: 'A booking of yours has the reference {reference}.',
        zh: '您已有参考号为 {reference} 的预订。',
      },
    },
    'reservation-already-taken': {
      status: 409,
      en: 'The reservation was taken before',
      zh: '预订单已存在',
      detail: {
        en: 'The reservation was taken before and is {status}.',
        zh: '预订单已存在，状态为 {status}。',
      },
    },
    'reservation-not-submitted': {
      status: 409,
      en: 'The reservation is decided already',
      zh: '预订单已有结果',
      detail: { en: 'The reservation is {status} already.', zh: '预订单已为 {status}。' },
    },
    'reservation-not-confirmed': {
      status: 409,
      en: 'The reservation is not confirmed',
      zh: '预订单未确认',
      detail: { en: 'State of the reservation: {status}.', zh: '预订单状态：{status}。' },
    },
    'reservation-not-ready': {
      status: 409,
      en: 'No vehicle is bound to the reservation',
      zh: '预订单尚未排车',
      detail: {
        en: 'The reservation is {status}; no vehicle is bound to it.',
        zh: '预订单状态为 {status}，尚未排车。',
      },
    },
    'reservation-over': {
      status: 409,
      en: 'The reservation is over',
      zh: '预订单已结束',
      detail: { en: 'The reservation is {status}.', zh: '预订单已为 {status}。' },
    },
    'change-pending': {
      status: 409,
      en: 'A change waits for its answer',
      zh: '有变更正在等待答复',
      detail: { en: 'Change {changeId} waits for its answer.', zh: '变更 {changeId} 正在等待答复。' },
    },
    'change-without-effect': { status: 422, en: 'The change changes nothing', zh: '变更没有任何改动' },
    'driver-not-qualified': {
      status: 422,
      en: 'The customer may not rent on these terms',
      zh: '客户不符合租车条件',
      detail: { en: 'Rules that are not met: {reasons}.', zh: '未满足的条件：{reasons}。' },
    },
    'pick-up-passed': {
      status: 409,
      en: 'The pick-up time has passed',
      zh: '取车时间已过',
      detail: {
        en: 'The pick-up was to be at {pickUpAt, time, instant}.',
        zh: '取车时间为 {pickUpAt, time, instant}。',
      },
    },
    'grace-not-over': {
      status: 409,
      en: 'The customer may still come',
      zh: '宽限时间未到，客户仍可取车',
      detail: {
        en: 'The customer may come until {graceEndsAt, time, instant}.',
        zh: '客户可在 {graceEndsAt, time, instant} 之前取车。',
      },
    },
    'handover-too-early': {
      status: 409,
      en: 'It is too early to hand over',
      zh: '未到可取车时间',
      detail: {
        en: 'The handover is possible from {earliestAt, time, instant}.',
        zh: '最早可于 {earliestAt, time, instant} 取车。',
      },
    },
    'handover-refused': {
      status: 409,
      en: 'The vehicle may not be handed over',
      zh: '不得交车',
      detail: { en: 'Not in order: {points}.', zh: '不符合交车条件：{points}。' },
    },
    'vehicle-not-back': {
      status: 409,
      en: 'The vehicle is still out on another rental',
      zh: '车辆尚在其他租赁合同中',
      detail: {
        en: 'Vehicle {vehicleId} is still out on another rental.',
        zh: '车辆 {vehicleId} 尚在其他租赁合同中。',
      },
    },
    'agreement-already-opened': {
      status: 409,
      en: 'The agreement was opened before',
      zh: '租赁合同已生效',
      detail: {
        en: 'Reservation {reservationId} was handed over before.',
        zh: '预订单 {reservationId} 已取车。',
      },
      also: ['status'],
    },
    'agreement-not-open': {
      status: 409,
      en: 'The agreement is not open',
      zh: '租赁合同不在履行中',
      detail: { en: 'State of the agreement: {status}.', zh: '租赁合同状态：{status}。' },
    },
    'agreement-not-returned': {
      status: 409,
      en: 'The vehicle of the agreement is not returned, or settled already',
      zh: '车辆未还或合同已结算',
      detail: { en: 'State of the agreement: {status}.', zh: '租赁合同状态：{status}。' },
    },
    'agreement-not-settling': {
      status: 409,
      en: 'The agreement is not being settled',
      zh: '租赁合同不在结算中',
      detail: { en: 'State of the agreement: {status}.', zh: '租赁合同状态：{status}。' },
    },
    'violation-hold-running': {
      status: 409,
      en: 'The violation deposit is still held',
      zh: '违章押金尚在冻结期',
      detail: {
        en: 'The violation deposit is held until {holdUntil, time, instant}.',
        zh: '违章押金冻结至 {holdUntil, time, instant}。',
      },
    },
    'odometer-runs-backwards': {
      status: 422,
      en: 'The odometer shows less than at handover',
      zh: '里程表读数小于取车时',
      detail: {
        en: 'The odometer showed {atHandoverKm, number} km at handover and shows {atReturnKm, number} km now.',
        zh: '取车时里程表为 {atHandoverKm, number} 公里，还车时为 {atReturnKm, number} 公里。',
      },
    },
    'return-before-handover': {
      status: 422,
      en: 'The return lies before the handover',
      zh: '还车时间早于取车时间',
      detail: {
        en: 'The vehicle was handed over at {openedAt, time, instant}.',
        zh: '取车时间为 {openedAt, time, instant}。',
      },
    },
  },
  ORDERS_WORDS,
);

/** Throws a refusal of this service with the facts that its sentence names. */
export const refuse: typeof ordersErrors.refuse = ordersErrors.refuse;
