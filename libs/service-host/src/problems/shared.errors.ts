import { defineErrors } from '@houtai/domain-kit';

/** Refusals every service can answer with. Some are told with a sentence of their own where they are thrown. */
export const sharedErrors = defineErrors({
  'validation-failed': {
    status: 400,
    en: 'The request is not valid',
    zh: '请求无效',
    detail: {
      en: 'The request has {count, plural, one {# fault} other {# faults}}.',
      zh: '请求中有 {count, number} 处错误。',
    },
  },
  'request-malformed': {
    status: 400,
    en: 'Not a request',
    zh: '请求格式错误',
    detail: {
      en: 'What was sent is no HTTP request that can be read; the connection is closed.',
      zh: '所发送的内容不是可读取的 HTTP 请求；连接已关闭。',
    },
  },
  unauthenticated: {
    status: 401,
    en: 'Sign-in required',
    zh: '需要登录',
    detail: {
      en: 'Send a bearer token in the Authorization header.',
      zh: '请在 Authorization 头中提供 Bearer 令牌。',
    },
  },
  forbidden: {
    status: 403,
    en: 'Not permitted',
    zh: '没有权限',
    detail: { en: 'This needs the permission {permission}.', zh: '此操作需要权限 {permission}。' },
  },
  'not-found': {
    status: 404,
    en: 'Not found',
    zh: '未找到',
    detail: { en: 'There is no {what} {id}.', zh: '找不到 {what} {id}。' },
  },
  'method-not-allowed': {
    status: 405,
    en: 'Method not allowed',
    zh: '不支持的请求方法',
    detail: { en: 'This path answers to {allow}.', zh: '该路径支持 {allow}。' },
  },
  'not-acceptable': {
    status: 406,
    en: 'No answer in that form',
    zh: '无法以所需格式应答',
    detail: {
      en: 'The answer comes as {offered} only; let Accept name it, or leave it out.',
      zh: '应答格式仅有 {offered}；请在 Accept 中注明，或省略该头。',
    },
  },
  'request-under-way': {
    status: 409,
    en: 'The first request is still under way',
    zh: '首个请求仍在处理中',
    detail: {
      en: 'The first request with this Idempotency-Key is still under way; send it again in a moment.',
      zh: '使用此 Idempotency-Key 的首个请求仍在处理中；请稍后重试。',
    },
  },
  'request-too-slow': {
    status: 408,
    en: 'The request came too slowly',
    zh: '请求发送过慢',
    detail: {
      en: 'The request was not complete in time; the connection is closed.',
      zh: '请求未在规定时间内发送完毕；连接已关闭。',
    },
  },
  'stale-version': {
    status: 412,
    en: 'The resource has changed',
    zh: '资源已被修改',
    detail: {
      en: 'The resource is at version {actual, number}, not {expected, number}; read it again and repeat the change.',
      zh: '资源当前版本为 {actual, number}，而不是 {expected, number}；请重新读取后再修改。',
    },
  },
  'payload-too-large': {
    status: 413,
    en: 'The request is too large',
    zh: '请求过大',
    detail: {
      en: 'A request body may have {limitBytes, number} bytes at most.',
      zh: '请求体最多 {limitBytes, number} 字节。',
    },
  },
  'unsupported-media-type': { status: 415, en: 'Unsupported content type', zh: '不支持的内容类型' },
  'expectation-failed': {
    status: 417,
    en: 'Expectation not met',
    zh: '无法满足期望',
    detail: {
      en: 'Expect may say {expected} only, or be left out; the connection is closed.',
      zh: 'Expect 头只能为 {expected}，或省略；连接已关闭。',
    },
  },
  'idempotency-key-missing': {
    status: 400,
    en: 'Idempotency-Key required',
    zh: '缺少幂等键',
    detail: {
      en: 'Send an Idempotency-Key: a new one for each thing you mean to make, the same one when you repeat a request.',
      zh: '请发送 Idempotency-Key：每次新建使用新的键，重试同一请求时使用相同的键。',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    en: 'Idempotency key used for another request',
    zh: '幂等键已用于其他请求',
    detail: {
      en: 'This Idempotency-Key was used for another request; use a new key for a new request.',
      zh: '此 Idempotency-Key 已用于其他请求；新的请求请使用新的键。',
    },
  },
  'precondition-required': {
    status: 428,
    en: 'If-Match required',
    zh: '缺少 If-Match',
    detail: {
      en: 'Send If-Match with the ETag of the version that the change is meant for.',
      zh: '请在 If-Match 中给出所修改版本的 ETag。',
    },
  },
  'too-many-requests': {
    status: 429,
    en: 'Too many requests',
    zh: '请求过于频繁',
    detail: {
      en: 'More than {limitPerMinute, number} requests within a minute; try again in {retryAfterSeconds, plural, one {# second} other {# seconds}}.',
      zh: '一分钟内请求超过 {limitPerMinute, number} 次，请在 {retryAfterSeconds, number} 秒后重试。',
    },
  },
  'headers-too-large': {
    status: 431,
    en: 'The headers are too large',
    zh: '请求头过大',
    detail: {
      en: 'The headers of a request have a limit; the connection is closed.',
      zh: '请求头有大小限制；连接已关闭。',
    },
  },
  'sealed-value-broken': {
    status: 500,
    en: 'A protected value does not belong here',
    zh: '受保护的数据与记录不符',
    detail: {
      en: 'A protected value was moved from another record or altered, so it is not shown; quote the trace id when you report it.',
      zh: '受保护的数据被移动或篡改，因此不予显示；反馈时请提供 traceId。',
    },
  },
  internal: {
    status: 500,
    en: 'Internal error',
    zh: '内部错误',
    detail: {
      en: 'Something went wrong on our side; quote the trace id when you report it.',
      zh: '系统内部出现错误；反馈时请提供 traceId。',
    },
  },
  unavailable: {
    status: 503,
    en: 'Temporarily unavailable',
    zh: '服务暂时不可用',
    detail: {
      en: 'A resource this request needs is not available right now; try again shortly.',
      zh: '请求所需的资源暂时不可用，请稍后重试。',
    },
  },
});

export type SharedCode = keyof typeof sharedErrors.declared;
