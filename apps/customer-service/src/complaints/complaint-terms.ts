export const CATEGORIES = ['vehicle', 'price', 'service', 'deposit', 'violation', 'other'] as const;
export type Category = (typeof CATEGORIES)[number];

export const SEVERITIES = ['low', 'normal', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const COMPLAINT_STATUSES = [
  'received',
  'investigating',
  'liability-decided',
  'remedy-proposed',
  'accepted',
  'escalated',
  'closed',
  'followed-up',
] as const;
export type ComplaintStatus = (typeof COMPLAINT_STATUSES)[number];

export const LIABILITIES = ['company', 'customer', 'third-party', 'shared', 'nobody'] as const;
export type Liability = (typeof LIABILITIES)[number];
