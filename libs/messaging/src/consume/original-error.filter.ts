import { Catch, RpcExceptionFilter, Type } from '@nestjs/common';
import { EXCEPTION_FILTERS_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import { PATTERN_METADATA } from '@nestjs/microservices/constants';
import { Observable, throwError } from 'rxjs';

/** Nest turns an error of a handler into `{ status: 'error' }`; the runner has to judge the error itself. */
@Catch()
export class OriginalErrorFilter implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Puts the filter on every event handler of the application, behind filters of its own. On the method and
 * not globally, so that HTTP routes and global filters stay as they are. It has to happen before the
 * microservice registers its listeners, which is why the transport does it when it is constructed.
 */
export function keepOriginalErrors(modules: ModulesContainer): void {
  const filter = new OriginalErrorFilter();
  for (const module of modules.values()) {
    for (const { metatype } of module.controllers.values()) {
      for (const handler of eventHandlersOf(metatype)) {
        const own = (Reflect.getMetadata(EXCEPTION_FILTERS_METADATA, handler) ?? []) as unknown[];
        if (own.some((one) => one instanceof OriginalErrorFilter)) continue;
        Reflect.defineMetadata(EXCEPTION_FILTERS_METADATA, [filter, ...own], handler);
      }
    }
  }
}

function eventHandlersOf(metatype: Type<unknown> | CallableFunction | null): CallableFunction[] {
  const handlers: CallableFunction[] = [];
  for (
    let prototype: object | null = (metatype?.prototype ?? null) as object | null;
    prototype && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value === 'function' && Reflect.hasMetadata(PATTERN_METADATA, value)) {
        handlers.push(value as CallableFunction);
      }
    }
  }
  return handlers;
}
