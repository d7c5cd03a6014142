import { randomBytes } from 'node:crypto';

/** A new identity for a cluster or a folder. One that begins with a dash would be taken for an option by Kafka's tools. */
export function newKafkaId(bytes: () => Buffer = () => randomBytes(16)): string {
  for (;;) {
    const id = bytes().toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}
