import { choiceLine, firstThatStarts, kindsToTry, parseChoice } from './choice';

describe('the choice of infrastructure', () => {
  it.each([
    [undefined, 'auto'],
    ['', 'auto'],
    [' Local ', 'local'],
    ['docker', 'docker'],
  ])('reads HOUTAI_INFRA=%s as %s', (text, choice) => expect(parseChoice(text)).toBe(choice));

  it('names the possible values when it does not know one', () => {
    expect(() => parseChoice('podman')).toThrow(
      'HOUTAI_INFRA=podman is unknown; it is one of auto, external, docker, local, embedded',
    );
  });

  it('tries what is given, then containers, then processes, then the embedded bus', () => {
    expect(kindsToTry('auto')).toEqual(['external', 'docker', 'local', 'embedded']);
  });

  it('tries nothing else when one was asked for', () => {
    expect(kindsToTry('local')).toEqual(['local']);
  });

  it('takes the first that starts and tells why the others did not', async () => {
    const { started, refusals } = await firstThatStarts(kindsToTry('auto'), (kind) =>
      kind === 'local' ? Promise.resolve('up') : Promise.reject(new Error(`no ${kind} here.\n`)),
    );
    expect(started).toBe('up');
    expect(choiceLine('auto', 'local', 'Postgres and Kafka', refusals)).toBe(
      'Infrastructure: local: Postgres and Kafka; the first choice that is available. Not external: no external here. Not docker: no docker here.',
    );
  });

  it('says who asked for it when it was asked for', () => {
    expect(choiceLine('embedded', 'embedded', 'Postgres', [])).toBe(
      'Infrastructure: embedded: Postgres; HOUTAI_INFRA=embedded.',
    );
  });

  it('names every fault when nothing starts', async () => {
    const failing = firstThatStarts(kindsToTry('auto'), (kind) =>
      Promise.reject(new Error(`${kind} is down`)),
    );
    await expect(failing).rejects.toThrow(
      'Not external: external is down. Not docker: docker is down. Not local: local is down. Not embedded: embedded is down.',
    );
  });
});
