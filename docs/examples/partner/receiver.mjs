#!/usr/bin/env node
/**
 * A partner's receiver of webhooks, whole: each request is verified, written down, answered, and then worked on.
 *
 *   HOUTAI_WEBHOOK_SECRETS   of the endpoint, `whsec_…`; two with a comma between while a new one is put in place
 *   PORT                     to listen at; 8080 unless told
 *   JOURNAL                  file in which events are kept; events.jsonl unless told
 *
 * Prints a line of JSON for each event that was worked on or dropped.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const secrets = (process.env.HOUTAI_WEBHOOK_SECRETS ?? '').split(',').filter(Boolean);
const journal = process.env.JOURNAL ?? 'events.jsonl';
const MOST_BYTES = 100_000;
if (secrets.length === 0) throw new Error('HOUTAI_WEBHOOK_SECRETS is not set');

/** Messages that are written down: each comes at least once, and after an outage perhaps more often. */
const known = new Set();
/** Of each subject, the newest version that was worked on: events may overtake each other. */
const newest = new Map();

if (existsSync(journal))
  for (const line of readFileSync(journal, 'utf8').split('\n').filter(Boolean)) {
    const event = JSON.parse(line);
    known.add(event.id);
    newest.set(event.subject, Math.max(event.version, newest.get(event.subject) ?? 0));
  }

createServer(async (request, response) => {
  const body = await rawBody(request);
  const event = body === undefined ? undefined : verified(body, request.headers);
  if (!event) return response.writeHead(401).end();
  const isNew = !known.has(event.id);
  // Written down before the answer: what was answered with 2xx is not sent again.
  if (isNew) appendFileSync(journal, `${JSON.stringify(event)}\n`);
  known.add(event.id);
  // Answered before the work: Houtai waits 15 seconds, and the work may take longer.
  response.writeHead(204).end();
  if (isNew) workOn(event);
}).listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => console.log('{"listening":true}'));

/** The body byte for byte: written anew after parsing, it would have another signature. */
async function rawBody(request) {
  const parts = [];
  let bytes = 0;
  for await (const part of request) {
    if ((bytes += part.length) > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The event when it is signed with one of the secrets within the last five minutes. */
function verified(body, headers) {
  for (const secret of secrets) {
    try {
      return new Webhook(secret).verify(body, headers);
    } catch {
      // Perhaps signed with the other one.
    }
  }
  return undefined;
}

/** What your own system does with it; here it says what it would do. */
function workOn(event) {
  const { id, type, subject, version, data } = event;
  const isStale = version <= (newest.get(subject) ?? 0);
  if (!isStale) newest.set(subject, version);
  console.log(JSON.stringify({ id, type, subject, version, reference: data.reference, isStale }));
}
