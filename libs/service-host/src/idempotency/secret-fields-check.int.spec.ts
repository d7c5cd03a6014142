import { Body, Controller, Module, type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type as Nested } from 'class-transformer';
import { IsArray, IsString, ValidateNested } from 'class-validator';
import { createSample, sampleEnvironment } from '../../test/sample-service';
import { BodyFor } from '../http/body-for';
import { CommandRoute, CreateRoute, ReplaceRoute } from '../http/route';
import { IsText } from '../validation/field-rules';

class Login {
  @ApiProperty()
  @IsString()
  newPassword: string;
}

class Partner {
  @ApiProperty()
  @IsString()
  name: string;

  @ApiProperty({ type: [Login] })
  @IsArray()
  @ValidateNested({ each: true })
  @Nested(() => Login)
  logins: Login[];
}

class Harmless {
  @IsText(10)
  colour: string;
}

@Controller('api/v1/keeping')
class Keeping {
  @CreateRoute('flat', { access: 'tasks:write' })
  flat(@Body() _login: Login): object {
    return {};
  }

  @CreateRoute('deep', { access: 'tasks:write' })
  deep(@Body() _partner: Partner): object {
    return {};
  }

  @CreateRoute('single', { access: 'tasks:write' })
  single(@Body('apiKey') _key: string): object {
    return {};
  }

  @CreateRoute('either', { access: 'tasks:write' })
  either(@BodyFor(Harmless, Login) _login: Harmless | Login): object {
    return {};
  }
}

@Controller('api/v1/careful')
class Careful {
  @CommandRoute('skipped', { access: 'tasks:write', idempotency: 'none' })
  skipped(@Body() _login: Login): object {
    return {};
  }

  @ReplaceRoute('no-post', { access: 'tasks:write' })
  change(@Body() _login: Login): object {
    return {};
  }

  @CommandRoute('public', { access: 'public' })
  open(@Body() _login: Login): object {
    return {};
  }
}

@Module({ controllers: [Keeping, Careful] })
class KeepingModule {}

@Module({ controllers: [Careful] })
class CarefulModule {}

describe('a route that takes a secret', () => {
  let env: Record<string, string>;
  let drop: () => Promise<void>;
  beforeAll(async () => ({ env, drop } = await sampleEnvironment()));
  afterAll(() => drop?.());

  const started = async (module: Type<unknown>): Promise<string> => {
    const service = await createSample(env, module);
    await service.close();
    return 'started';
  };

  it('fails the start when an Idempotency-Key would keep a digest of it, however deep it lies', async () => {
    await expect(started(KeepingModule)).rejects.toThrow(
      expect.objectContaining({
        name: 'SecretsKeptError',
        routes: [
          'Keeping.flat (newPassword)',
          'Keeping.deep (logins.newPassword)',
          'Keeping.single (apiKey)',
          'Keeping.either (newPassword)',
        ],
      }) as Error,
    );
  });

  it('is served when nothing of it is kept', async () => {
    expect(await started(CarefulModule)).toBe('started');
  });
});
