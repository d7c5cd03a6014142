import type { ProblemMap } from './problem';

/** Problems every service can answer with. */
export const SHARED_PROBLEMS = {
  'validation-failed': { status: 400, title: { en: 'The request is not valid', zh: '请求无效' } },
  unauthenticated: { status: 401, title: { en: 'Sign-in required', zh: '需要登录' } },
  forbidden: { status: 403, title: { en: 'Not permitted', zh: '没有权限' } },
  'not-found': { status: 404, title: { en: 'Not found', zh: '未找到' } },
  'stale-version': { status: 412, title: { en: 'The resource has changed', zh: '资源已被修改' } },
  'payload-too-large': { status: 413, title: { en: 'The request is too large', zh: '请求过大' } },
  'unsupported-media-type': {
    status: 415,
    title: { en: 'Unsupported content type', zh: '不支持的内容类型' },
  },
  'idempotency-key-reused': {
    status: 422,
    title: { en: 'Idempotency key used for another request', zh: '幂等键已用于其他请求' },
  },
  'precondition-required': { status: 428, title: { en: 'If-Match required', zh: '缺少 If-Match' } },
  'too-many-requests': { status: 429, title: { en: 'Too many requests', zh: '请求过于频繁' } },
  'sealed-value-broken': {
    status: 500,
    title: { en: 'A protected value does not belong here', zh: '受保护的数据与记录不符' },
  },
  internal: { status: 500, title: { en: 'Internal error', zh: '内部错误' } },
  unavailable: { status: 503, title: { en: 'Temporarily unavailable', zh: '服务暂时不可用' } },
} as const satisfies ProblemMap;

export type SharedCode = keyof typeof SHARED_PROBLEMS;
