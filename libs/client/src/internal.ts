export type { ClientOptions, Credentials } from './client-options.js';
export type { RetryRules } from './calls/retry-rules.js';
export {
  LIVE_TOPICS,
  type Changed,
  type LiveTopic,
  type LiveUpdate,
  type Reset,
} from './live/live-update.js';
export type { LiveWish } from './live/live-updates.js';
export { everyItem, everyPage, type From, type Page } from './pages/every-item.js';
export { HoutaiInternal, isProblem, type Problem, type ProblemCode } from './internal/houtai-internal.js';
export type { Fact, ProblemDetails } from './internal/generated/facts.gen.js';
export type * from './internal/generated/types.gen.js';
export { HoutaiProblem, type FieldFault, type Sending } from './problems/houtai-problem.js';
export { HoutaiUnreachable } from './problems/houtai-unreachable.js';
