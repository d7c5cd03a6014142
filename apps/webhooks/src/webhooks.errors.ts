import { defineErrors, inChinese } from '@houtai/domain-kit';

/** Every refusal of this service: 409 when the state forbids it, 422 when the wish itself does. */
export const webhooksErrors = defineErrors(
  {
    'endpoint-url-taken': {
      status: 409,
      en: 'There is an endpoint with this URL',
      zh: '该 URL 已登记为接收端',
      detail: { en: 'There is an endpoint with the URL {url} already.', zh: 'URL {url} 已登记为接收端。' },
    },
    'endpoint-limit': {
      status: 409,
      en: 'There are as many endpoints as there may be',
      zh: '接收端数量已达上限',
      detail: {
        en: 'A partner may have {most, plural, one {# endpoint} other {# endpoints}}: delete one first.',
        zh: '每个合作伙伴最多可有 {most, number} 个接收端，请先删除一个。',
      },
    },
    'endpoint-status': {
      status: 409,
      en: 'The status of the endpoint does not allow it',
      zh: '接收端当前状态不允许此操作',
      detail: { en: 'The endpoint is {status}.', zh: '接收端当前状态为 {status}。' },
    },
    'test-too-soon': {
      status: 409,
      en: 'The endpoint was tested a moment ago',
      zh: '接收端刚刚测试过',
      detail: {
        en: 'One test in {seconds, plural, one {# second} other {# seconds}}: try again then.',
        zh: '每 {seconds, number} 秒只能测试一次，请稍后再试。',
      },
    },
    'delivery-under-way': {
      status: 409,
      en: 'The delivery is under way',
      zh: '投递正在进行',
      detail: { en: 'The delivery is {state}.', zh: '投递当前状态为 {state}。' },
    },
    'delivery-over': {
      status: 409,
      en: 'The delivery is over',
      zh: '投递已结束',
      detail: { en: 'The delivery is {state}.', zh: '投递当前状态为 {state}。' },
    },
    'replay-over': {
      status: 409,
      en: 'The replay is over',
      zh: '重放已结束',
      detail: { en: 'The replay is {status}.', zh: '重放当前状态为 {status}。' },
    },
  },
  inChinese({
    pending: '待验证',
    active: '正常',
    paused: '已暂停',
    disabled: '已停用',
    deleted: '已删除',
    waiting: '等待中',
    'in-flight': '发送中',
    delivered: '已送达',
    exhausted: '已放弃',
    held: '已挂起',
    blocked: '排队中',
    cancelled: '已取消',
    running: '进行中',
    done: '已完成',
  }),
);

/** Throws a refusal of this service with the facts that its sentence names. */
export const refuse: typeof webhooksErrors.refuse = webhooksErrors.refuse;
