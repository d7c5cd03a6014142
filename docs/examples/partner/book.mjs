#!/usr/bin/env node
/**
 * A partner's booking, whole: what may be sold, at what price, for whom; then it waits for the answer.
 *
 *   HOUTAI_URL   the installation
 *   HOUTAI_KEY   with the scopes branches:read, vehicle-classes:read, availability:read, reservations:quote, :read, :write
 *
 *   node book.mjs --branch SHA1 --class compact --from 2027-01-17T10:00:00+08:00 --to 2027-01-19T10:00:00+08:00 \
 *     --customer customer.json --reference T-2027-0117
 *
 * The reference is the number that the booking has in your own system. Prints the reservation as JSON.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { HoutaiPartner, everyItem, isProblem } from '@houtai/client';

const { values: wanted } = parseArgs({
  options: Object.fromEntries(
    ['branch', 'class', 'from', 'to', 'customer', 'reference'].map((name) => [name, { type: 'string' }]),
  ),
});
const houtai = new HoutaiPartner({
  url: process.env.HOUTAI_URL,
  credentials: { key: process.env.HOUTAI_KEY },
});

const branch = await oneOf((from) => houtai.listBranches({ query: from }), 'code', wanted.branch);
const { classCode } = await oneOf(
  (from) => houtai.listVehicleClasses({ query: from }),
  'classCode',
  wanted.class,
);
const wish = {
  classCode,
  pickUp: { branchId: branch.id, at: wanted.from },
  return: { branchId: branch.id, at: wanted.to },
};

const hour = new Date(Date.parse(wanted.from) + 3_600_000).toISOString();
const { hours } = await houtai.showAvailability({
  query: { classCode, branchId: branch.id, from: wanted.from, to: hour },
});
if (!hours.every(({ available }) => available)) throw new Error('Nothing of this class is free then');
const quoted = await houtai.quote({ body: wish });

const booked = await submit();
if (booked.price.totalFen !== quoted.totalFen) throw new Error('The price has changed in between');
console.log(JSON.stringify(await answered(booked)));

/** The booking of this reference: run a second time, it finds what it made the first time. */
async function submit() {
  const customer = JSON.parse(await readFile(wanted.customer, 'utf8'));
  try {
    return await houtai.submitReservation({ body: { ...wish, customer, reference: wanted.reference } });
  } catch (thrown) {
    if (!isProblem(thrown, 'reference-taken')) throw thrown;
    const { items } = await houtai.listReservations({ query: { reference: wanted.reference } });
    return items[0];
  }
}

/** A reservation is `submitted` until capacity is found for it; a webhook tells it sooner than asking again. */
async function answered(reservation) {
  let now = reservation;
  for (let wait = 200; now.status === 'submitted'; wait = Math.min(2 * wait, 5_000)) {
    await sleep(wait);
    now = await houtai.showReservation({ path: { id: now.id } });
  }
  return now;
}

async function oneOf(list, field, value) {
  for await (const item of everyItem(list)) if (item[field] === value) return item;
  throw new Error(`There is no ${value}`);
}
