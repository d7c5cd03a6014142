import { defineErrors, inChinese } from '@houtai/domain-kit';

/** Every refusal of this service: 409 when the state forbids it, 422 when the wish itself does. */
export const gatewayErrors = defineErrors(
  {
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
        en: 'Too many failed sign-ins from here; try again in {retryAfterSeconds, plural, one {# second} other {# seconds}}.',
        zh: '当前地址登录失败次数过多，请在 {retryAfterSeconds, number} 秒后重试。',
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
    'partner-code-taken': {
      status: 409,
      en: 'Partner code taken',
      zh: '合作方代码已被占用',
      detail: { en: 'There is a partner {code} already.', zh: '合作方 {code} 已存在。' },
    },
    'partner-ended': {
      status: 409,
      en: 'The contract is over',
      zh: '合作已终止',
      detail: {
        en: 'The contract with the partner is over for good; nothing about it changes any more.',
        zh: '与该合作方的合同已终止，不能再变更。',
      },
    },
    'partner-not-active': {
      status: 403,
      en: 'The partner may do nothing at the moment',
      zh: '合作方当前不可用',
      detail: {
        en: 'The partner that you belong to is {status}; ask the company.',
        zh: '您所属的合作方状态为 {status}；请联系我方。',
      },
    },
    'key-malformed': {
      status: 401,
      en: 'Not a key',
      zh: '密钥格式错误',
      detail: {
        en: 'The text is no key: it was cut or altered. A key looks like htk_<realm>_<id>_<secret>.',
        zh: '该文本不是密钥：可能被截断或修改。密钥形如 htk_<realm>_<id>_<secret>。',
      },
    },
    'key-checksum-wrong': {
      status: 401,
      en: 'Slip in the key',
      zh: '密钥校验失败',
      detail: {
        en: 'The checksum of the key does not fit: a character was mistyped or lost.',
        zh: '密钥校验码不符：有字符输错或丢失。',
      },
    },
    'key-refused': {
      status: 401,
      en: 'Key refused',
      zh: '密钥无效',
      detail: { en: 'There is no such key.', zh: '不存在该密钥。' },
    },
    'key-of-other-realm': {
      status: 401,
      en: 'Key of the other realm',
      zh: '密钥属于其他环境',
      detail: {
        en: 'The key is for the realm {realm}, this is the realm {own}.',
        zh: '该密钥用于 {realm} 环境，当前为 {own} 环境。',
      },
    },
    'key-revoked': {
      status: 401,
      en: 'Key revoked',
      zh: '密钥已吊销',
      detail: { en: 'The key was revoked; use another one.', zh: '该密钥已吊销，请使用其他密钥。' },
    },
    'key-expired': {
      status: 401,
      en: 'Key expired',
      zh: '密钥已过期',
      detail: {
        en: 'The key was good until {expiresAt, time, instant}.',
        zh: '该密钥的有效期至 {expiresAt, time, instant}。',
      },
    },
    'key-network-refused': {
      status: 403,
      en: 'Key used from another network',
      zh: '密钥不可在此网络使用',
      detail: {
        en: 'The key may not be used from {address}.',
        zh: '该密钥不可从 {address} 使用。',
      },
    },
    'too-many-at-once': {
      status: 429,
      en: 'Too many requests at a time',
      zh: '同时进行的请求过多',
      detail: {
        en: 'A {of} may have {limit, plural, one {# request} other {# requests}} in flight; wait for an answer before the next one.',
        zh: '每个 {of} 最多同时进行 {limit, number} 个请求；请等待应答后再发送。',
      },
    },
    'key-not-active': {
      status: 409,
      en: 'The key is good no more',
      zh: '密钥已失效',
      detail: { en: 'The key is {status}; make a new one.', zh: '密钥状态为 {status}，请新建密钥。' },
    },
    'key-already-rotated': {
      status: 409,
      en: 'The key has a successor',
      zh: '密钥已轮换',
      detail: {
        en: 'The key {successorId} takes its place; when its secret was lost, rotate or revoke that one.',
        zh: '密钥 {successorId} 已接替它；如其密文丢失，请轮换或吊销该密钥。',
      },
    },
    'key-only-narrows': {
      status: 422,
      en: 'Scopes can only be taken away',
      zh: '权限范围只能缩小',
      detail: {
        en: 'The key has not got {scopes}; make another key for more.',
        zh: '该密钥没有 {scopes}；如需更多权限请新建密钥。',
      },
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
    'topics-forbidden': {
      status: 403,
      en: 'Topics not permitted',
      zh: '无权订阅的主题',
      detail: {
        en: 'You have no right to listen to {topics}.',
        zh: '您无权订阅 {topics}。',
      },
    },
    'too-many-streams': {
      status: 429,
      en: 'Too many streams',
      zh: '实时更新连接过多',
      detail: {
        en: 'The account has {limit, plural, one {# stream} other {# streams}} of live updates open already; close one first.',
        zh: '该账号已打开 {limit, number} 个实时更新连接，请先关闭其中一个。',
      },
    },
    'ticket-refused': {
      status: 401,
      en: 'Ticket refused',
      zh: '票据无效',
      detail: {
        en: 'The ticket is unknown, expired or was used; take another one with POST /api/v1/live-tickets.',
        zh: '票据无效、已过期或已被使用；请通过 POST /api/v1/live-tickets 重新获取。',
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
        en: 'It is {now, time, instant} already; {requested, time, instant} has passed.',
        zh: '当前业务时间为 {now, time, instant}，{requested, time, instant} 已经过去。',
      },
    },
  },
  inChinese({
    suspended: '已暂停',
    ended: '已终止',
    active: '正常',
    revoked: '已吊销',
    expired: '已过期',
    rotated: '已轮换',
    live: '正式',
    test: '测试',
    key: '密钥',
    partner: '合作方',
  }),
);

/** Throws a refusal of this service with the facts that its sentence names. */
export const refuse: typeof gatewayErrors.refuse = gatewayErrors.refuse;
