import { Module } from '@nestjs/common';
import { BranchController } from './branch.controller';
import { BranchQueries } from './branch.queries';
import { BranchStore } from './branch.store';

@Module({ controllers: [BranchController], providers: [BranchStore, BranchQueries] })
export class BranchModule {}
