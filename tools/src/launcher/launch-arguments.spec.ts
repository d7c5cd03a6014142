import { parseLaunchArguments } from './launch-arguments';

describe('the arguments of npm start', () => {
  it('has a default for everything', () => {
    expect(parseLaunchArguments([], {})).toEqual({
      mode: 'live',
      dataDir: undefined,
      port: 8080,
      portWasGiven: false,
      help: false,
    });
  });

  it('prefers an argument to the environment', () => {
    expect(parseLaunchArguments(['--port', '9001'], { HOUTAI_PORT: '9000' })).toMatchObject({
      port: 9001,
      portWasGiven: true,
    });
    expect(parseLaunchArguments(['--simulated', '--data', 'd'], { HOUTAI_PORT: '9000' })).toMatchObject({
      port: 9000,
      mode: 'simulated',
      dataDir: 'd',
    });
  });

  it.each([[['--port', 'x']], [['--port', '70000']], [['--prot', '1']], [['extra']]])(
    'refuses %j',
    (args) => {
      expect(() => parseLaunchArguments(args, {})).toThrow();
    },
  );
});
