import { PATH_METADATA } from '@nestjs/common/constants';
import type { ModulesContainer } from '@nestjs/core';
import { MetadataScanner } from '@nestjs/core';

/** A method of a controller that answers requests. */
export interface Handler {
  controller: new (...args: never[]) => object;
  prototype: object;
  method: string;
  /** The function itself, which carries the metadata of its route. */
  handler: object;
}

/** Every one of the application. */
export function* handlersOf(modules: ModulesContainer): Generator<Handler> {
  const scanner = new MetadataScanner();
  for (const module of modules.values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const controller = metatype as Handler['controller'];
      const prototype = controller.prototype as Record<string, object>;
      for (const method of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[method];
        if (handler === undefined || Reflect.getMetadata(PATH_METADATA, handler) === undefined) continue;
        yield { controller, prototype, method, handler };
      }
    }
  }
}
