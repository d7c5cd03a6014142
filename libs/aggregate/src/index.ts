export { AggregateModule } from './aggregate.module';
export { AggregatePlatform } from './aggregate-platform.service';
export {
  AggregateStore,
  type ChunkItem,
  type CommandFor,
  type HandleOptions,
  type Stored,
  type Versions,
} from './aggregate-store';
export { Locked } from './locked';
export type { AggregateTable, StatementPart, TableChange } from './aggregate-table';
