import { defineErrors } from '@houtai/domain-kit';

/** Every refusal of this service: 409 when the state forbids it, 422 when the wish itself does. */
export const gatewayErrors = defineErrors({
  'sign-in-refused': {
    status: 401,
    en: 'Wrong user name or password',
    zh: '用户名或密码错误',
    detail: {
      en: 'The user name or the password is wrong, or the account is disabled.',
      zh: '用户名或密码错误，或账号已停用。',
    },
  },
  'account-locked': {
    status: 423,
    en: 'Locked after too many failures',
    zh: '失败次数过多，已锁定',
    detail: {
      en: 'Too many failed sign-ins from here; try again in {retryAfterSeconds} seconds.',
      zh: '当前地址登录失败次数过多，请在 {retryAfterSeconds} 秒后重试。',
    },
  },
  'setup-refused': {
    status: 401,
    en: 'Set-up token refused',
    zh: '安装令牌无效',
    detail: {
      en: 'The set-up token is wrong or expired; the gateway writes a new one to its log when it starts.',
      zh: '安装令牌错误或已过期；网关启动时会在日志中写入新的令牌。',
    },
  },
  'already-set-up': {
    status: 409,
    en: 'Already set up',
    zh: '系统已完成初始化',
    detail: { en: 'The system has been set up.', zh: '系统已完成初始化。' },
  },
  'refresh-refused': {
    status: 401,
    en: 'Session ended',
    zh: '会话已结束',
    detail: {
      en: 'The refresh token is unknown, expired or revoked; sign in again.',
      zh: '刷新令牌无效、已过期或已吊销，请重新登录。',
    },
  },
  'refresh-token-reused': {
    status: 401,
    en: 'Refresh token used twice',
    zh: '刷新令牌被重复使用',
    detail: {
      en: 'The token was exchanged before, so somebody else may hold it; the whole session is revoked, sign in again.',
      zh: '该令牌此前已被兑换，可能已泄露；整个会话已被吊销，请重新登录。',
    },
  },
  'username-taken': {
    status: 409,
    en: 'User name taken',
    zh: '用户名已被占用',
    detail: { en: 'There is an account {username} already.', zh: '账号 {username} 已存在。' },
  },
  'last-admin': {
    status: 409,
    en: 'Last administrator',
    zh: '最后一个管理员',
    detail: {
      en: 'Give the role admin to another enabled account first.',
      zh: '请先将管理员角色授予另一个启用的账号。',
    },
  },
  'method-not-allowed': {
    status: 405,
    en: 'Method not allowed',
    zh: '不支持的请求方法',
    detail: { en: 'This path answers to {allow}.', zh: '该路径支持 {allow}。' },
  },
  'service-broken': {
    status: 502,
    en: 'The service broke off',
    zh: '服务中断了响应',
    detail: {
      en: 'The connection to {service} broke before it answered; the request may have been carried out.',
      zh: '与 {service} 服务的连接在应答前中断；请求可能已被执行。',
    },
  },
  'service-unavailable': {
    status: 503,
    en: 'The service cannot be reached',
    zh: '服务不可达',
    detail: {
      en: '{service} cannot be reached at the moment; the request was not carried out.',
      zh: '{service} 服务暂时不可达；请求未被执行。',
    },
  },
  'service-timeout': {
    status: 504,
    en: 'The service took too long',
    zh: '服务响应超时',
    detail: {
      en: '{service} did not answer in time; the request may have been carried out.',
      zh: '{service} 服务未及时应答；请求可能已被执行。',
    },
  },
  'not-simulated': {
    status: 409,
    en: 'Not a simulation',
    zh: '当前不是模拟模式',
    detail: {
      en: 'Business time can be set in simulated mode only.',
      zh: '仅在模拟模式下可以设置业务时间。',
    },
  },
  'time-goes-back': {
    status: 409,
    en: 'Time cannot go back',
    zh: '时间不能倒退',
    detail: {
      en: 'It is {now} already; {requested} has passed.',
      zh: '当前业务时间为 {now}，{requested} 已经过去。',
    },
  },
});

/** Throws a refusal of this service with the facts that its sentence names. */
export const refuse: typeof gatewayErrors.refuse = gatewayErrors.refuse;
