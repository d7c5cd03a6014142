import type { CustomerProfile } from './customer';

/** The profile as people without the right to personal data see it. */
export function masked(profile: CustomerProfile): CustomerProfile {
  return {
    ...profile,
    name: maskName(profile.name),
    phone: maskMiddle(profile.phone, 3, 4),
    email: profile.email && maskEmail(profile.email),
    idDocument: { ...profile.idDocument, number: maskMiddle(profile.idDocument.number, 4, 4) },
    birthDate: `${profile.birthDate.slice(0, 4)}-**-**`,
    licence: { ...profile.licence, number: maskMiddle(profile.licence.number, 4, 4) },
  };
}

/** 张三丰 -> 张**, Li Wei -> L*****. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(rest.length);
}

/** Keeps the ends: 13812341234 -> 138****1234. What is too short to keep ends is hidden but for its last character. */
export function maskMiddle(text: string, head: number, tail: number): string {
  if (text.length <= head + tail) return '*'.repeat(Math.max(text.length - 1, 0)) + text.slice(-1);
  return text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(-tail);
}

function maskEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  return `${local.slice(0, 1)}***@${domain}`;
}
