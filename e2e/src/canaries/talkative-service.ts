import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { inspect } from 'node:util';
import {
  Body,
  Controller,
  Injectable,
  Module,
  type CallHandler,
  type ExecutionContext,
  type MiddlewareConsumer,
  type NestInterceptor,
  type NestModule,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ApiProperty } from '@nestjs/swagger';
import type { IncomingMessage } from 'node:http';
import { catchError, tap, type Observable } from 'rxjs';
import { DomainError, defineErrors } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { CreateRoute, IsText, IsWhole, ServiceConfig, startService } from '@houtai/service-host';

class WriteNote {
  @IsText(200)
  text: string;

  @IsWhole(1, 100)
  pages: number;
}

class NoteView {
  @ApiProperty({ format: 'uuid' })
  id: string;
}

@Controller('api/v1/notes')
class NoteController {
  constructor(private readonly sql: Sql) {}

  @CreateRoute('', { access: 'tasks:write', answers: NoteView })
  async write(@Body() { text, pages }: WriteNote): Promise<NoteView> {
    const id = randomUUID();
    await this.sql.write('insert into note values ($1, $2, $3)', [id, text, pages]);
    return { id };
  }
}

/** Past the logger of the house, as somebody does who looks for a fault and forgets to take it out again. */
function print(when: string, what: unknown): void {
  if (process.env['TALKATIVE'] === 'yes')
    process.stdout.write(`${when}: ${inspect(what, { breakLength: Infinity })}\n`);
}

/** Tells what was asked when it was done, and when it was not. */
@Injectable()
class TalkativeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { body } = context.switchToHttp().getRequest<{ body: unknown }>();
    return next.handle().pipe(
      tap(() => print('done', body)),
      catchError((error: unknown) => {
        if (error instanceof DomainError) print('refused', body);
        else print('failed', error);
        throw error;
      }),
    );
  }
}

/** And every byte of what comes, whether anybody can read it or not. */
@Module({
  controllers: [NoteController],
  providers: [{ provide: APP_INTERCEPTOR, useClass: TalkativeInterceptor }],
})
class TalkativeModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((request: IncomingMessage, _: unknown, next: () => void) => {
        request.on('data', (piece: Buffer) => print('came', piece.toString()));
        next();
      })
      .forRoutes('*path');
  }
}

void startService({
  name: 'sample',
  module: TalkativeModule,
  config: ServiceConfig,
  errors: defineErrors({}).declared,
  migrationsDir: join(__dirname, 'migrations'),
  title: 'Talkative',
  description: 'Prints what it is sent, for the test of the search for canaries',
});
