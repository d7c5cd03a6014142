export { AggregateModule } from './aggregate.module';
export { AggregatePlatform } from './aggregate-platform.service';
export {
  type ChunkItem,
  type CommandFor,
  type HandleOptions,
  type Stored,
  type Versions,
} from './aggregate-base';
export { AggregateStore } from './aggregate-store';
export { OwnedAggregateStore } from './owned-aggregate-store';
export { Locked } from './locked';
export type { AggregateTable, StatementPart, TableChange } from './aggregate-table';
