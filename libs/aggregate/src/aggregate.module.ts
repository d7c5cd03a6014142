import { Global, Module } from '@nestjs/common';
import { AggregatePlatform } from './aggregate-platform.service';

/** Import it once in the module of a service; its stores ask for {@link AggregatePlatform}. */
@Global()
@Module({ providers: [AggregatePlatform], exports: [AggregatePlatform] })
export class AggregateModule {}
