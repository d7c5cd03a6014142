import { Injectable, SetMetadata, applyDecorators } from '@nestjs/common';
import type { DueItems, DueWork } from './due-work';

const DUE_WORKER = Symbol('due worker');

/** A provider that is {@link DueItems} or {@link DueWork}: the host finds it and runs it as time passes. */
export function DueWorker() {
  return applyDecorators(Injectable(), SetMetadata(DUE_WORKER, true)) as (
    worker: new (...parts: never[]) => DueItems | DueWork,
  ) => void;
}

export function isDueWorker(provider: unknown): provider is DueItems | DueWork {
  return provider instanceof Object && Reflect.hasMetadata(DUE_WORKER, provider.constructor);
}
