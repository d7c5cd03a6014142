import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CLOCK, CommandRoute, type Clock } from '@houtai/service-host';
import { RebuildView } from './rebuild.dto';
import { RebuildStore } from './rebuild.store';

@ApiTags('analytics')
@Controller('api/v1/analytics')
export class RebuildController {
  constructor(
    private readonly rebuilds: RebuildStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @CommandRoute('rebuild', {
    access: 'analytics:write',
    summary: 'Rebuild every projection from the log, compare, and swap the rebuilt ones in where they differ',
    description:
      'Takes as long as the log is; reports are answered meanwhile. The answer says what differed.',
    operationId: 'rebuildProjections',
    answers: RebuildView,
  })
  rebuild(): Promise<RebuildView> {
    return this.rebuilds.rebuild(this.clock.now());
  }
}
