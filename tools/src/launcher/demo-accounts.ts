import { randomBytes } from 'node:crypto';

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly roles: readonly string[];
  readonly name: string;
  /** Of somebody who belongs to one; the gateway registers it. */
  readonly partner?: { readonly code: string; readonly name: string };
}

/** The partner whose people the demo has. */
export const DEMO_PARTNER = { code: 'demo-travel', name: '示例旅行 Demo Travel' };

/** One person per role. */
const PEOPLE: Readonly<Record<string, string>> = {
  admin: '管理员 Admin',
  'operations-manager': '王磊 Wang Lei',
  dispatcher: '李娜 Li Na',
  'fleet-manager': '张伟 Zhang Wei',
  workshop: '刘洋 Liu Yang',
  'customer-service-agent': '陈静 Chen Jing',
  'customer-service-supervisor': '杨敏 Yang Min',
  accountant: '赵芳 Zhao Fang',
  'finance-manager': '黄强 Huang Qiang',
  analyst: '周杰 Zhou Jie',
  'branch-staff': '吴霞 Wu Xia',
  'partner-admin': '林涛 Lin Tao',
  'partner-agent': '何静 He Jing',
};

/**
 * An account for each role, named after it.
 * @param password for all of them; without it each gets one of its own
 */
export function demoAccounts(password?: string): DemoAccount[] {
  return Object.entries(PEOPLE).map(([role, name]) => ({
    username: role,
    password: password || readablePassword(),
    roles: [role],
    name,
    ...(role.startsWith('partner-') ? { partner: DEMO_PARTNER } : {}),
  }));
}

/** 80 random bits without letters that look alike, in groups that can be typed. */
function readablePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  // 31 letters: bytes from 248 on would make the first ones likelier.
  let text = '';
  while (text.length < 16)
    for (const byte of randomBytes(32)) if (byte < 248 && text.length < 16) text += letters[byte % 31];
  return text.replace(/(.{4})(?=.)/g, '$1-');
}
