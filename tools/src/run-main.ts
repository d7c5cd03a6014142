/** Runs a program to its exit code. An error that it did not expect is told in its words, and the code is 1. */
export function runMain(
  main: () => Promise<number>,
  wordsOf = (error: unknown) => (error instanceof Error ? error.message : error),
): void {
  main().then(
    // What a program that was given up still waits for must not keep it.
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(wordsOf(error));
      process.exit(1);
    },
  );
}
