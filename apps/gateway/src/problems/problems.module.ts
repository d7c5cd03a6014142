import { Module } from '@nestjs/common';
import { RoutesModule } from '../routes/routes.module';
import { ProblemController } from './problem.controller';

@Module({ imports: [RoutesModule], controllers: [ProblemController] })
export class ProblemsModule {}
