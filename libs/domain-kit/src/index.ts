export * from './assert-never';
export * from './business-calendar';
export * from './decider';
export * from './define-errors';
export * from './domain-error';
export * from './instant';
export * from './interval';
export * from './money';
