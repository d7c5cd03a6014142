import { UnitOfWork, isTransient } from '@houtai/messaging';
import { createSample } from './sample-service';
import { WatchedModule } from './watched-work';

/** Starts the sample service. With LOCK_CRATE it takes the lock of that crate and holds it as long as it lives. */
async function main(): Promise<void> {
  const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  const service = await createSample(env, WatchedModule);
  process.stdout.write(`listening ${service.url}\n`);
  const crate = process.env['LOCK_CRATE'];
  if (!crate) return;
  const unitOfWork = service.app.get(UnitOfWork);
  const { sql } = unitOfWork;
  const work = unitOfWork.run(async () => {
    await sql.rows('select 1 from crate where id = $1 for update', [crate]);
    process.stdout.write('locked\n');
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await sql.rows('select 1');
    }
  });
  await work.catch((error: unknown) =>
    process.stdout.write(`failed transient=${isTransient(error)} ${String(error)}\n`),
  );
}

void main();
