import { existsSync, rmSync } from 'node:fs';
import { access, constants, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { formats } from '../../reporters/formats/index.ts';
import { UsageError } from '../command.ts';

/** Where a run writes until it is over: inside the report folder, so that its files only have to be renamed. */
interface RunFolder {
  readonly path: string;
  /** Puts what was written in the place of what an earlier run left; each file is the old one or the new one, whole. */
  publish(): Promise<void>;
  remove(): Promise<void>;
}

const prefix = '.run-';

/** Makes the report folder and, in it, one for this run. What an earlier run reported stays until this one has its own. */
export async function openRunFolder(folder: string): Promise<RunFolder> {
  const own = path.join(folder, `${prefix}${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    for (const name of await readdir(folder)) if (isLeft(name)) await rm(path.join(folder, name), { recursive: true });
    await mkdir(own);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `the report folder ${JSON.stringify(folder)} cannot be written (${code})`,
      'Choose with --report DIR.',
    );
  }
  const removeNow = (): void => rmSync(own, { recursive: true, force: true });
  process.once('exit', removeNow);
  return {
    path: own,
    async publish() {
      const written = (await readdir(own)).filter((name) => !name.startsWith('.'));
      const known = ['fault.json', 'report.json', ...formats.map(({ file }) => file)];
      // The source of truth last: where it is new, all are.
      const order = [
        ...written.filter((name) => name !== 'report.json'),
        ...written.filter((name) => name === 'report.json'),
      ];
      for (const name of order) await rename(path.join(own, name), path.join(folder, name));
      for (const name of known) if (!written.includes(name)) await rm(path.join(folder, name), { force: true });
    },
    async remove() {
      process.off('exit', removeNow);
      await rm(own, { recursive: true, force: true });
    },
  };
}

/** A folder of a run that was killed before it could clean up. */
function isLeft(name: string): boolean {
  const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
  if (!Number.isInteger(pid) || pid === process.pid) return pid === process.pid;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Says of a run without a report that the one in the folder is not its own. */
export function earlierReport(folder: string): string {
  const file = path.join(folder, 'report.json');
  return existsSync(file) ? `; ${JSON.stringify(file)} is from an earlier run` : '';
}
