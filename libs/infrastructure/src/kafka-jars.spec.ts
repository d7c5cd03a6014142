import { cacheFolder, javaMajorVersion, javaProgram } from './kafka-jars';

describe('what Kafka needs', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_402"', 8],
    ['command not found', undefined],
  ])('reads %s as Java %s', (printed, major) => expect(javaMajorVersion(printed)).toBe(major));

  it('prefers the Java of JAVA_HOME', () => {
    expect(javaProgram({ JAVA_HOME: '/opt/jdk' })).toBe('/opt/jdk/bin/java');
    expect(javaProgram({})).toBe('java');
  });

  it('keeps downloads in the cache folder of the user', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/c' })).toBe('/c/houtai');
    expect(cacheFolder({})).toMatch(/\.cache\/houtai$/);
  });
});
