import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const SKIP_IDEMPOTENCY = 'houtai:skip-idempotency';

/**
 * For a POST whose handler must not run inside one transaction: a proxy, a call over the network.
 * Its `Idempotency-Key` is ignored by service-host.
 */
export function SkipIdempotency(): MethodDecorator {
  return applyDecorators(
    SetMetadata(SKIP_IDEMPOTENCY, true),
    ApiExtension('x-houtai-idempotency-key', 'ignored'),
  );
}
