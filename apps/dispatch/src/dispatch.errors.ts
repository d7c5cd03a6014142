import { defineErrors } from '@houtai/domain-kit';

/** Every refusal of this service: 409 when the state forbids it, 422 when the wish itself does. */
export const dispatchErrors = defineErrors({
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
  'no-vehicle-free': {
    status: 409,
    en: 'No other vehicle is free',
    zh: '没有其他可用车辆',
    detail: { en: 'No other vehicle can serve the reservation.', zh: '没有其他车辆可以满足该预订单。' },
  },
  'vehicle-taken': { status: 409, en: 'The vehicle is taken in that time', zh: '该车辆在此时段已被占用' },
  'reservation-not-waiting': {
    status: 409,
    en: 'The reservation does not wait for a vehicle',
    zh: '该预订单当前不在等待车辆状态',
    detail: {
      en: 'Only a confirmed reservation that was not handed over can be swapped.',
      zh: '只有已确认且尚未取车的预订单可以换车。',
    },
  },
  'vehicle-bound': {
    status: 409,
    en: 'The reservation is bound to another vehicle',
    zh: '该预订单已绑定其他车辆',
    detail: { en: 'Swap its allocation instead.', zh: '请改用换车操作。' },
  },
  'class-not-allowed': {
    status: 409,
    en: 'The driver may not drive that class',
    zh: '驾驶人不得驾驶该车型组',
    detail: {
      en: 'The driver may not drive class {classCode}, only: {allowedClasses}.',
      zh: '驾驶人不得驾驶车型组 {classCode}，可驾驶：{allowedClasses}。',
    },
  },
  'planning-under-way': {
    status: 409,
    en: 'All classes are being planned already',
    zh: '正在进行全局排车计算',
    detail: { en: 'Ask again when that run has ended.', zh: '请在本次计算结束后重试。' },
  },
  'what-if-incomplete': {
    status: 422,
    en: 'The change to try is incomplete',
    zh: '试算条件不完整',
    detail: {
      en: 'Name a branch to close, a vehicle to leave out, vehicles to add, or vehicles to move. Missing: {missing}.',
      zh: '请指定要关闭的门店、要移除的车辆、要增加的车辆或要调走的车辆。缺少：{missing}。',
    },
  },
  'what-if-too-few-vehicles': {
    status: 409,
    en: 'Fewer vehicles stand at the branch',
    zh: '门店可调车辆不足',
    detail: {
      en: '{standing, plural, =0 {No vehicle of class {classCode} stands} one {Only # vehicle of class {classCode} stands} other {Only # vehicles of class {classCode} stand}} there then and may be driven, not {count, number}.',
      zh: '届时该门店仅有 {standing, number} 辆可用的 {classCode} 车辆，不足 {count, number} 辆。',
    },
  },
  'what-if-expired': {
    status: 409,
    en: 'The what-if is out of date',
    zh: '试算已过期',
    detail: {
      en: 'It could be committed before {commitBefore, time, instant}; ask anew.',
      zh: '该试算须在 {commitBefore, time, instant} 之前执行；请重新试算。',
    },
  },
  'what-if-discarded': {
    status: 409,
    en: 'The what-if was discarded',
    zh: '试算已放弃',
    detail: { en: 'Ask anew to commit it.', zh: '如需执行，请重新试算。' },
  },
  'what-if-needs-vehicles': {
    status: 409,
    en: 'Vehicles that are not there cannot be committed',
    zh: '尚不存在的车辆无法执行',
    detail: {
      en: 'It counts on vehicles more: register them in fleet, and the plan takes them.',
      zh: '该试算依赖新增车辆：请先在车队登记，排车会自动使用。',
    },
  },
  'drive-to-itself': {
    status: 422,
    en: 'A drive leads to another branch',
    zh: '调车路线的起止门店不能相同',
    detail: { en: 'Name two different branches.', zh: '请指定两家不同的门店。' },
  },
  'branch-unknown': {
    status: 422,
    en: 'A branch is not known',
    zh: '门店不存在',
    detail: { en: 'No such branches: {branchIds}.', zh: '不存在以下门店：{branchIds}。' },
  },
  'period-too-long': {
    status: 422,
    en: 'The period is longer than 31 days',
    zh: '查询时段超过 31 天',
    detail: {
      en: 'Ask for at most {longestDays, plural, one {# day} other {# days}}.',
      zh: '查询时段最多 {longestDays, number} 天。',
    },
  },
  'period-empty': {
    status: 422,
    en: 'The period is empty',
    zh: '查询时段为空',
    detail: {
      en: 'The period ends at {to, time, instant}, not after its begin at {from, time, instant}.',
      zh: '查询时段结束时间 {to, time, instant} 不晚于开始时间 {from, time, instant}。',
    },
  },
});

/** Throws a refusal of this service with the facts that its sentence names. */
export const refuse: typeof dispatchErrors.refuse = dispatchErrors.refuse;
