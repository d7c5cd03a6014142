import { Injectable } from '@nestjs/common';

/** Something of its own that a service may have to wait for. */
export interface ReadinessPart {
  /** As the answer of the readiness check calls it. */
  readonly name: string;
  /** Asked at every check, so cheap. `details` are shown in the answer, to anybody. */
  state(): { ready: boolean; details: Record<string, unknown> };
}

/** What services add to the readiness check of the host. */
@Injectable()
export class ReadinessParts {
  private readonly parts: ReadinessPart[] = [];

  add(part: ReadinessPart): void {
    this.parts.push(part);
  }

  all(): readonly ReadinessPart[] {
    return this.parts;
  }
}
