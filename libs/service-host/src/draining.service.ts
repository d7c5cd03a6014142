import { Injectable } from '@nestjs/common';

/** Tells that a shutdown begins: whoever has answers under way that do not end by themselves ends them then. */
@Injectable()
export class Draining {
  private readonly listeners: (() => void)[] = [];

  onBegin(listener: () => void): void {
    this.listeners.push(listener);
  }

  begin(): void {
    for (const listener of this.listeners) listener();
  }
}
