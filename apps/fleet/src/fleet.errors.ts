import { DomainError } from '@houtai/domain-kit';

/** Every refusal this service knows, by name. */
export type FleetErrorCode =
  | 'branch-code-taken'
  | 'opening-hours-empty'
  | 'vehicle-class-exists'
  | 'branch-unknown'
  | 'vehicle-class-unknown'
  | 'vin-taken'
  | 'plate-taken'
  | 'vehicle-already-registered'
  | 'vehicle-not-registered'
  | 'vehicle-already-grounded'
  | 'vehicle-not-grounded'
  | 'vehicle-not-returned'
  | 'vehicle-not-in-fleet'
  | 'vehicle-not-on-sale'
  | 'vehicle-on-rent'
  | 'papers-not-in-force'
  | 'paper-period-empty'
  | 'expected-back-not-in-future';

/** A refusal of this service; `details` are facts that a program can read. */
export function refuse(
  code: FleetErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): never {
  throw new DomainError<FleetErrorCode>(code, message, details);
}

interface Problem {
  status: number;
  title: { en: string; zh: string };
}

/** How each refusal looks over HTTP: 409 when the state forbids it, 422 when the wish itself does. */
export const FLEET_ERRORS: Readonly<Record<FleetErrorCode, Problem>> = {
  'branch-code-taken': {
    status: 409,
    title: { en: 'A branch with this code exists', zh: '门店编码已被使用' },
  },
  'opening-hours-empty': {
    status: 422,
    title: { en: 'The branch would never be open', zh: '营业时间无效：打烊时间必须晚于开门时间' },
  },
  'vehicle-class-exists': { status: 409, title: { en: 'The vehicle class exists', zh: '车型组已存在' } },
  'branch-unknown': { status: 422, title: { en: 'There is no such branch', zh: '门店不存在' } },
  'vehicle-class-unknown': {
    status: 422,
    title: { en: 'There is no such vehicle class', zh: '车型组不存在' },
  },
  'vin-taken': { status: 409, title: { en: 'A vehicle with this VIN is registered', zh: '该车架号已登记' } },
  'plate-taken': {
    status: 409,
    title: { en: 'A vehicle with this plate is registered', zh: '该车牌号已登记' },
  },
  'vehicle-already-registered': {
    status: 409,
    title: { en: 'The vehicle is registered already', zh: '车辆已登记' },
  },
  'vehicle-not-registered': {
    status: 409,
    title: { en: 'The vehicle is not registered', zh: '车辆尚未登记' },
  },
  'vehicle-already-grounded': {
    status: 409,
    title: { en: 'The vehicle is out of service already', zh: '车辆已处于停运状态' },
  },
  'vehicle-not-grounded': {
    status: 409,
    title: { en: 'The vehicle is not out of service', zh: '车辆未停运' },
  },
  'vehicle-not-returned': {
    status: 409,
    title: { en: 'No return is waiting for check-in', zh: '车辆没有待验收的还车' },
  },
  'vehicle-not-in-fleet': {
    status: 409,
    title: { en: 'The vehicle has left the fleet', zh: '车辆已不在运营车队中' },
  },
  'vehicle-not-on-sale': { status: 409, title: { en: 'The vehicle is not on sale', zh: '车辆未在售' } },
  'vehicle-on-rent': { status: 409, title: { en: 'The vehicle is with a customer', zh: '车辆正在租用中' } },
  'papers-not-in-force': {
    status: 409,
    title: { en: 'A paper is not in force', zh: '车辆证照不在有效期内' },
  },
  'paper-period-empty': {
    status: 422,
    title: { en: 'A paper would be valid for no time', zh: '证照有效期无效：截止时间必须晚于起始时间' },
  },
  'expected-back-not-in-future': {
    status: 422,
    title: { en: 'The expected return lies in the past', zh: '预计恢复时间不能早于当前时间' },
  },
};
