import { ExchangeRecorder, type ContractDocument } from '@houtai/testing';
import { OpenApiDocument } from '../src/openapi/openapi.service';
import type { RunningService } from '../src/service-options';

const RECORDERS = new Map<string, ExchangeRecorder>();

/**
 * The same service, whose `close` throws when `send` has asked or been answered something that the service's own document does
 * not describe.
 */
export function recorded(running: RunningService): RunningService {
  const { app, url } = running;
  const document = app.get(OpenApiDocument, { strict: false });
  // Not over the wire: some of these services are cut off from it, or busy closing.
  const recorder = new ExchangeRecorder(() =>
    Promise.resolve(JSON.parse(document.json()) as ContractDocument),
  );
  RECORDERS.set(url, recorder);
  return {
    ...running,
    close: async () => {
      // First, since what a closing service answers counts as well.
      await running.close();
      RECORDERS.delete(url);
      await recorder.check();
    },
  };
}

/** Of the service at this address; none for a process of its own. */
export function recorderOf(url: string): ExchangeRecorder | undefined {
  return RECORDERS.get(url);
}
