export type { ClientOptions, Credentials } from './client-options.js';
export type { RetryRules } from './calls/retry-rules.js';
export { realmOfKey } from './credentials/api-key.js';
export {
  LIVE_TOPICS,
  type Changed,
  type LiveTopic,
  type LiveUpdate,
  type Reset,
} from './live/live-update.js';
export type { LiveWish } from './live/live-updates.js';
export { everyItem, everyPage, type From, type Page } from './pages/every-item.js';
export { HoutaiPartner, isProblem, type Problem, type ProblemCode } from './partner/houtai-partner.js';
export type { Fact, ProblemDetails } from './partner/generated/facts.gen.js';
export type * from './partner/generated/types.gen.js';
export { HoutaiProblem, type FieldFault, type Sending } from './problems/houtai-problem.js';
export { HoutaiUnreachable } from './problems/houtai-unreachable.js';
export {
  verifyWebhook,
  type HoutaiEvent,
  type HoutaiEventOf,
  type IncomingHeaders,
} from './webhooks/verify-webhook.js';
export { WebhookVerificationError } from 'standardwebhooks';
