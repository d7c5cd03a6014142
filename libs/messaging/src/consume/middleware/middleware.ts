/** One step of a consumer, and what wraps it: each file of this folder is one. */
export type Step<Work, Result = void> = (work: Work) => Promise<Result>;
export type Middleware<Work, Result = void> = (next: Step<Work, Result>) => Step<Work, Result>;
