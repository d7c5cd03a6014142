import { Module } from '@nestjs/common';
import { RoutesModule } from '../routes/routes.module';
import { OperationsController } from './operations.controller';
import { ServiceOperations } from './service-operations.service';

@Module({ imports: [RoutesModule], controllers: [OperationsController], providers: [ServiceOperations] })
export class OperationsModule {}
