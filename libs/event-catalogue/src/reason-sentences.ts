import type { LocalText } from '@houtai/domain-kit';

/** What is said of a rule. Where a rule has several sentences of the same facts, `case` is one fact more, which tells them apart. */
export interface ReasonSentence extends LocalText {
  readonly case?: string;
}

/**
 * What refusals say of why, by rule, as ICU messages over their facts. In English each is what the services write and have
 * written since their first release: by it the facts are found again where only the sentence was stored or came with an event.
 * A rule that is missing here, such as the words of a reviewer, is told as it was written.
 */
export const REASON_SENTENCES = {
  'identity-verified': [{ en: 'Identity and driving licence are not verified', zh: '身份及驾驶证尚未核验' }],
  'minimum-age': [
    {
      en: 'The driver must be {minimumAge, number} at pick-up for class {classCode}',
      zh: '取车时驾驶人须年满 {minimumAge, number} 周岁方可租用车型组 {classCode}',
    },
  ],
  'licence-held-long-enough': [
    {
      en: 'The licence must be held for {months, number} months at pick-up for class {classCode}',
      zh: '取车时驾龄须满 {months, number} 个月方可租用车型组 {classCode}',
    },
  ],
  'licence-class': [
    {
      en: 'A C2 licence does not cover class {classCode}: it has vehicles with manual gears',
      zh: 'C2 驾驶证不能驾驶车型组 {classCode}：其中有手动挡车辆',
    },
  ],
  'licence-valid-through-return': [
    {
      en: 'The licence is valid until {validTo, date, day}, the rental ends on {returnDay, date, day}',
      zh: '驾驶证有效期至 {validTo, date, day}，租期于 {returnDay, date, day} 结束',
    },
  ],
  'not-blacklisted': [{ en: 'The customer is blacklisted', zh: '客户在黑名单中' }],
  'no-unpaid-balance': [{ en: 'A former rental is not paid in full', zh: '此前的租赁尚有欠款' }],
  'no-unpaid-fees': [
    { en: 'A fee for a cancellation or a no-show is not paid', zh: '取消费或未取车费尚未支付' },
  ],
  'no-overdue-rental': [
    { en: 'The customer is out with a vehicle that should be back', zh: '客户有逾期未还的车辆' },
  ],
  'open-reservations': [
    {
      en: 'A private customer may have {most, number} open reservations',
      zh: '个人客户最多可有 {most, number} 个未结预订',
    },
  ],
  'answer-in-time': [{ en: 'Whether there is capacity was not known in time', zh: '未能及时确认是否有车' }],
  capacity: [
    {
      case: 'none-there',
      en: 'There is no vehicle of class {classCode}',
      zh: '没有车型组 {classCode} 的车辆',
    },
    {
      case: 'none-free',
      en: 'No vehicle of class {classCode} is free for the whole time',
      zh: '车型组 {classCode} 没有在整个租期内空闲的车辆',
    },
    { en: 'No vehicle of the class is free for the whole time', zh: '该车型组没有在整个租期内空闲的车辆' },
  ],
  'branch-open': [
    {
      case: 'pick-up',
      en: 'The branch of the pick-up is closed from {closedFrom, time, instant} on',
      zh: '取车门店自 {closedFrom, time, instant} 起关闭',
    },
    {
      case: 'return',
      en: 'The branch of the return is closed from {closedFrom, time, instant} on',
      zh: '还车门店自 {closedFrom, time, instant} 起关闭',
    },
  ],
  interval: [
    { case: 'pick-up', en: 'The return is not after the pick-up', zh: '还车时间不晚于取车时间' },
    {
      case: 'extension',
      en: 'The return is not after the present one',
      zh: '新的还车时间不晚于现在约定的时间',
    },
  ],
  'reservation-open': [{ en: 'The reservation no longer waits for a vehicle', zh: '预订单已不再等待车辆' }],
  'rental-under-way': [
    {
      en: 'There is no rental under way that could be extended or go on with another vehicle',
      zh: '没有可以延长或换车的进行中租赁',
    },
  ],
  'vehicle-unfit': [{ en: 'The papers of the vehicle end before the return', zh: '车辆证照在还车前到期' }],
  'vehicle-on-rent': [
    {
      en: 'It is with a customer from {from, time, instant} until {until, time, instant}',
      zh: '{from, time, instant} 至 {until, time, instant} 由客户租用',
    },
  ],
  'vehicle-away': [
    {
      en: 'It is away from {from, time, instant} until {until, time, instant}',
      zh: '{from, time, instant} 至 {until, time, instant} 停运',
    },
  ],
  promise: [
    {
      en: 'It is promised from {from, time, instant} until {until, time, instant}, and no other vehicle is free',
      zh: '{from, time, instant} 至 {until, time, instant} 已承诺给客户，且没有其他空闲车辆',
    },
  ],
  'odometer-reading': [
    {
      en: 'The odometer showed {lastKm, number} km the last time, {odometerKm, number} km is not plausible',
      zh: '上次里程读数为 {lastKm, number} 公里，{odometerKm, number} 公里不合理',
    },
  ],
  'driver-of-reservation': [
    { en: 'Only the customer of the reservation may drive', zh: '仅预订单的客户本人可以驾驶' },
  ],
  'before-planned-return': [
    {
      en: 'The return was planned at {returnAt, time, instant}',
      zh: '原定还车时间为 {returnAt, time, instant}',
    },
  ],
  'before-no-show-limit': [
    {
      en: 'The vehicle waited until {waitedUntil, time, instant}',
      zh: '车辆已保留至 {waitedUntil, time, instant}',
    },
  ],
  'vehicle-in-fleet': [
    { en: 'The vehicle is no longer rented out: {lifeCycle}', zh: '车辆已不再出租：{lifeCycle}' },
    { en: 'No vehicle was named that is in the fleet', zh: '所指定的车辆均不在车队中' },
  ],
  'vehicle-grounded': [{ en: 'The vehicle is out of service: {reason}', zh: '车辆停运：{reason}' }],
  'papers-in-force': [
    {
      en: 'Not in force until the planned return: {papers}',
      zh: '在原定还车时间前失效的证照：{papers}',
    },
  ],
  'vehicle-at-branch': [{ en: 'The vehicle stands at another branch', zh: '车辆在其他门店' }],
  'vehicle-back': [{ en: 'The vehicle is still out on another rental', zh: '车辆尚在其他租赁合同中' }],
  'vehicle-checked-in': [{ en: 'The vehicle was not checked in since its return', zh: '车辆还车后尚未验收' }],
  'customer-not-accepted': [
    { en: 'The customer cannot be accepted for this rental', zh: '无法接受该客户的此次租赁' },
  ],
  'refused-by-company': [{ en: 'The company refused the booking', zh: '公司拒绝了该预订' }],
} satisfies Readonly<Record<string, readonly ReasonSentence[]>>;

/** Rules whose sentences are known. */
export type ReasonRule = keyof typeof REASON_SENTENCES;
