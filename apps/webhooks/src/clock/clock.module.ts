import { Global, Module } from '@nestjs/common';
import { WallClock } from './wall-clock.service';

@Global()
@Module({ providers: [WallClock], exports: [WallClock] })
export class ClockModule {}
