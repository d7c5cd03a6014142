/**
 * Loaded before a worker, ends it with SIGKILL at one point of a delivery: WORKER_DIES is `before-claim`, `after-claim`,
 * `before-record` or `after-record`, as its transaction commits. The service itself holds no hook for it.
 */
const { Client } = require('pg');

const WORK = { claim: /\btaken as \(\s*update delivery/, record: /\bsettled as \(\s*update delivery/ };
const [when, what] = (process.env.WORKER_DIES ?? '').split('-');
const busy = new WeakSet();
const send = Client.prototype.query;

const die = () => process.kill(process.pid, 'SIGKILL');

Client.prototype.query = function (...parameters) {
  const text = String(parameters[0]?.text ?? parameters[0] ?? '');
  if (WORK[what]?.test(text)) busy.add(this);
  const commits = busy.has(this) && /^\s*commit/i.test(text);
  if (commits && when === 'before') die();
  const answer = send.apply(this, parameters);
  if (!commits || when !== 'after') return answer;
  return answer.then((result) => {
    die();
    return result;
  });
};
