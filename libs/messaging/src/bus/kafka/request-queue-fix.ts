import RequestQueue from 'kafkajs/src/network/requestQueue';

/**
 * kafkajs 2.2.4 schedules the next look at its queue after `throttledUntil - now`, which is some 50 years in
 * the past as long as the broker does not throttle. Node turns that into 1 ms (newer versions also print
 * TimeoutNegativeWarning), and as every look schedules the next one, each connection ends up in an endless
 * loop of 1 ms timers. Nothing has to be scheduled unless the broker throttles or requests are pending.
 */
export function fixRequestQueue(): void {
  const { prototype } = RequestQueue;
  const schedule = prototype.scheduleCheckPendingRequests;
  if (schedule.name === 'scheduleWhenNeeded') return;
  prototype.scheduleCheckPendingRequests = function scheduleWhenNeeded(this: RequestQueue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
}
