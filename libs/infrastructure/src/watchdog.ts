import { spawn, type ChildProcess } from 'node:child_process';

/**
 * The shell part: reads what to clean up from its standard input and does it when that pipe closes without a
 * `done`, which happens however the parent ends, `kill -9` included. It lives in a session of its own, so neither
 * Ctrl-C nor a closed terminal reaches it first.
 */
const WATCH = `
trap '' INT TERM HUP QUIT
pids=''; folders=''; commands=''
while read -r what value; do
  case "$what" in
    process) pids="$pids $value" ;;
    gone) left=''; for p in $pids; do [ "$p" = "$value" ] || left="$left $p"; done; pids=$left ;;
    folder) folders="$folders
$value" ;;
    command) commands="$commands
$value" ;;
    done) exit 0 ;;
  esac
done
for p in $pids; do kill -INT "$p" 2>/dev/null; done
tries=0
while [ $tries -lt 50 ]; do
  alive=''; for p in $pids; do kill -0 "$p" 2>/dev/null && alive=1; done
  [ -z "$alive" ] && break
  tries=$((tries + 1)); [ $tries -eq 25 ] && for p in $pids; do kill -TERM "$p" 2>/dev/null; done
  sleep 0.2
done
for p in $pids; do kill -KILL "$p" 2>/dev/null; done
printf '%s\\n' "$commands" | while read -r c; do [ -n "$c" ] && sh -c "$c" >/dev/null 2>&1; done
printf '%s\\n' "$folders" | while read -r f; do [ -n "$f" ] && rm -rf "$f"; done
exit 0
`;

/**
 * Cleans up what this process started when it can no longer do so itself. Register children and temporary folders
 * as they come to be; call {@link Watchdog.done} after an orderly stop. Values must not contain a line break.
 */
export class Watchdog {
  private readonly shell: ChildProcess;
  private finished = false;

  constructor() {
    this.shell = spawn('/bin/sh', ['-c', WATCH], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      cwd: '/',
    });
    this.shell.on('error', () => undefined);
    this.shell.stdin?.on('error', () => undefined);
    this.shell.unref();
    // A pipe keeps the event loop alive; this one must not.
    (this.shell.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  }

  /** Ends `child` (INT, then TERM, then KILL) when this process is gone; forgets it once it has exited. */
  process(child: ChildProcess): void {
    const { pid } = child;
    if (pid === undefined) return;
    this.tell(`process ${pid}`);
    child.once('exit', () => this.tell(`gone ${pid}`));
  }

  /** Removes `path` with everything in it when this process is gone. */
  folder(path: string): void {
    this.tell(`folder ${path}`);
  }

  /** Runs one line of shell when this process is gone, after the processes were ended. */
  command(line: string): void {
    this.tell(`command ${line}`);
  }

  /** Everything was cleaned up in the ordinary way: the watchdog leaves. */
  done(): void {
    if (this.finished) return;
    this.tell('done');
    this.finished = true;
    this.shell.stdin?.end();
  }

  private tell(line: string): void {
    if (!this.finished && this.shell.stdin?.writable) this.shell.stdin.write(`${line}\n`);
  }
}
