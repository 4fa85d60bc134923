import { watchFiles } from '../../watch/files.ts';
import { ownWrites } from '../../watch/own-writes.ts';
import type { Checks } from './checks.ts';

/** Checks again whenever a file changes: what was not met first, then everything. */
export interface Watching {
  turn(isOn: boolean): Promise<void>;
}

/** `besides` are folders that the kit writes itself. */
export function createWatching(checks: Checks, besides: readonly string[]): Watching {
  let files: Awaited<ReturnType<typeof watchFiles>> | undefined;
  let isDue = false;
  let isRunning = false;
  const writes = ownWrites(
    (file) => files?.isTracked(file) ?? false,
    (file) => files?.ignore(file),
  );

  function changed(names: readonly string[]): void {
    if (names.length === 0 || !files) return;
    isDue = true;
    if (isRunning) checks.stop();
    else void again();
  }

  async function again(): Promise<void> {
    isRunning = true;
    while (isDue && files) {
      isDue = false;
      writes.runStarts();
      const [open, all] = [checks.open(), checks.all()];
      if (open.length > 0 && open.length < all.length) await checks.run(open).catch(() => undefined);
      if (!isDue) await checks.run(all).catch(() => undefined);
      changed(writes.runEnds());
    }
    isRunning = false;
  }

  return {
    async turn(isOn) {
      await files?.close();
      files = isOn ? await watchFiles(process.cwd(), besides, (names) => changed(writes.sources(names))) : undefined;
      checks.show({ isWatching: isOn });
    },
  };
}
