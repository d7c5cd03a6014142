import { defineErrors, inChinese } from '@houtai/domain-kit';

/** Every refusal of this service: 409 when the state forbids it, 422 when the wish itself does. */
export const fleetErrors = defineErrors(
  {
    'branch-code-taken': {
      status: 409,
      en: 'A branch with this code exists',
      zh: '门店编码已被使用',
      detail: { en: 'There is a branch {code} already.', zh: '门店编码 {code} 已被使用。' },
    },
    'branch-closes-already': {
      status: 409,
      en: 'The branch closes already',
      zh: '门店已确定关闭',
      detail: {
        en: 'The branch closes on {closedFrom, time, instant}.',
        zh: '门店将于 {closedFrom, time, instant} 关闭。',
      },
    },
    'branch-not-closing': {
      status: 409,
      en: 'The branch has no closing date',
      zh: '门店没有关闭日期',
    },
    'closing-in-the-past': {
      status: 422,
      en: 'A branch cannot have closed in the past',
      zh: '关闭时间不能早于当前时间',
      detail: {
        en: '{closedFrom, time, instant} lies in the past.',
        zh: '{closedFrom, time, instant} 早于当前时间。',
      },
    },
    'opening-hours-empty': {
      status: 422,
      en: 'The branch would never be open',
      zh: '营业时间无效：打烊时间必须晚于开门时间',
      detail: {
        en: 'The branch opens at {opensAt} and closes at {closesAt}.',
        zh: '开门时间 {opensAt}，打烊时间 {closesAt}。',
      },
    },
    'vehicle-class-rank-taken': {
      status: 409,
      en: 'Another class has this rank',
      zh: '该级别已被其他车型组使用',
      detail: { en: 'Another class has rank {rank, number}.', zh: '其他车型组已使用级别 {rank, number}。' },
    },
    'vehicle-class-exists': {
      status: 409,
      en: 'The vehicle class exists',
      zh: '车型组已存在',
      detail: { en: 'There is a vehicle class {classCode} already.', zh: '车型组 {classCode} 已存在。' },
    },
    'branch-unknown': {
      status: 422,
      en: 'There is no such branch',
      zh: '门店不存在',
      detail: { en: 'There is no branch {branchId}.', zh: '门店 {branchId} 不存在。' },
    },
    'vehicle-class-unknown': {
      status: 422,
      en: 'There is no such vehicle class',
      zh: '车型组不存在',
      detail: { en: 'There is no vehicle class {classCode}.', zh: '车型组 {classCode} 不存在。' },
    },
    'vin-taken': {
      status: 409,
      en: 'A vehicle with this VIN is registered',
      zh: '该车架号已登记',
      detail: { en: 'A vehicle with the VIN {vin} is registered.', zh: '车架号 {vin} 已登记。' },
    },
    'plate-taken': {
      status: 409,
      en: 'A vehicle with this plate is registered',
      zh: '该车牌号已登记',
      detail: { en: 'A vehicle with the plate {plate} is registered.', zh: '车牌号 {plate} 已登记。' },
    },
    'vehicle-already-registered': { status: 409, en: 'The vehicle is registered already', zh: '车辆已登记' },
    'vehicle-not-registered': { status: 409, en: 'The vehicle is not registered', zh: '车辆尚未登记' },
    'vehicle-already-grounded': {
      status: 409,
      en: 'The vehicle is out of service already',
      zh: '车辆已处于停运状态',
      detail: {
        en: 'The vehicle is out of service since {since, time, instant}: {reason}.',
        zh: '车辆自 {since, time, instant} 起停运，原因：{reason}。',
      },
    },
    'vehicle-not-grounded': {
      status: 409,
      en: 'The vehicle is not out of service',
      zh: '车辆未停运',
      detail: {
        en: 'The vehicle is in service: only a grounded one returns to service or is put on sale.',
        zh: '车辆正在运营：只有停运的车辆可以恢复运营或出售。',
      },
    },
    'vehicle-not-returned': {
      status: 409,
      en: 'No return is waiting for check-in',
      zh: '车辆没有待验收的还车',
      detail: {
        en: 'The vehicle is {operation}; no return of it is waiting for check-in.',
        zh: '车辆当前为 {operation}，没有待验收的还车。',
      },
    },
    'vehicle-not-in-fleet': {
      status: 409,
      en: 'The vehicle has left the fleet',
      zh: '车辆已不在运营车队中',
      detail: { en: 'The vehicle is {lifeCycle}.', zh: '车辆当前为 {lifeCycle}。' },
    },
    'vehicle-not-on-sale': {
      status: 409,
      en: 'The vehicle is not on sale',
      zh: '车辆未在售',
      detail: {
        en: 'The vehicle is {lifeCycle}; only one on sale can be disposed of.',
        zh: '车辆当前为 {lifeCycle}，只有在售车辆可以处置。',
      },
    },
    'vehicle-already-there': {
      status: 409,
      en: 'The vehicle stands at this branch already',
      zh: '车辆已在该门店',
      detail: { en: 'The vehicle stands at branch {branchId} already.', zh: '车辆已在门店 {branchId}。' },
    },
    'odometer-below-last-reading': {
      status: 409,
      en: 'The odometer shows less than before',
      zh: '里程数低于上次读数',
      detail: {
        en: 'The odometer shows {odometerKm, number} km; its last reading was {lastKm, number} km.',
        zh: '里程数为 {odometerKm, number} 公里，低于上次读数 {lastKm, number} 公里。',
      },
    },
    'vehicle-on-rent': { status: 409, en: 'The vehicle is with a customer', zh: '车辆正在租用中' },
    'papers-not-in-force': {
      status: 409,
      en: 'A paper is not in force',
      zh: '车辆证照不在有效期内',
      detail: { en: 'Not in force: {papers}.', zh: '不在有效期内：{papers}。' },
    },
    'paper-period-empty': {
      status: 422,
      en: 'A paper would be valid for no time',
      zh: '证照有效期无效：截止时间必须晚于起始时间',
      detail: { en: 'Valid for no time at all: {papers}.', zh: '有效期为空：{papers}。' },
    },
    'absence-in-past': {
      status: 422,
      en: 'The absence would begin in the past',
      zh: '停运开始时间不能早于当前时间',
      detail: { en: 'Already past: {begins}.', zh: '已过去的开始时间：{begins}。' },
    },
    'absence-window-empty': {
      status: 422,
      en: 'The latest begin of the absence is before its earliest',
      zh: '最晚开始时间早于最早开始时间',
      detail: { en: 'Before the earliest begin: {latest}.', zh: '早于最早开始时间：{latest}。' },
    },
    'absence-fixed': {
      status: 422,
      en: 'A fixed absence has no latest begin',
      zh: '固定停运不能设置最晚开始时间',
    },
    'absence-over': {
      status: 409,
      en: 'The absence is over already',
      zh: '该停运已结束',
      detail: { en: 'The absence is {status}.', zh: '该停运当前为 {status}。' },
    },
    'absence-begun': {
      status: 409,
      en: 'The absence has begun',
      zh: '停运已经开始',
      detail: {
        en: 'The vehicle is away since {from, time, instant}: end the absence when it is back.',
        zh: '车辆自 {from, time, instant} 起停运，恢复后请结束停运。',
      },
    },
    'absence-not-held': {
      status: 409,
      en: 'Nothing is held for the absence',
      zh: '该停运没有已保留的时段',
      detail: { en: 'The absence is {status}.', zh: '该停运当前为 {status}。' },
    },
    'absence-not-begun': {
      status: 409,
      en: 'The absence has not begun',
      zh: '停运尚未开始',
      detail: {
        en: 'The vehicle is to be away from {from, time, instant}: withdraw the absence instead.',
        zh: '停运将于 {from, time, instant} 开始，请改为撤回。',
      },
    },
    'expected-back-not-in-future': {
      status: 422,
      en: 'The expected return lies in the past',
      zh: '预计恢复时间不能早于当前时间',
      detail: {
        en: 'The vehicle cannot be expected back at {expectedBackAt, time, instant}, which has passed.',
        zh: '预计恢复时间 {expectedBackAt, time, instant} 已经过去。',
      },
    },
  },
  inChinese({
    'in-fleet': '运营中',
    'on-sale': '在售',
    disposed: '已处置',
    none: '不存在',
    available: '可用',
    reserved: '已预留',
    'on-rent': '租用中',
    returned: '已还车',
    grounded: '停运',
    requested: '已申请',
    held: '已保留',
    refused: '已拒绝',
    expired: '已过期',
    withdrawn: '已撤回',
    begun: '已开始',
    ended: '已结束',
    maintenance: '保养',
    repair: '维修',
    accident: '事故',
    breakdown: '故障',
    papers: '证照',
    inspection: '年检',
    registration: '行驶证',
    'compulsory-insurance': '交强险',
    'commercial-insurance': '商业险',
    'annual-inspection': '年检',
  }),
);

/** Throws a refusal of this service with the facts that its sentence names. */
export const refuse: typeof fleetErrors.refuse = fleetErrors.refuse;
