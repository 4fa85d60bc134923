import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { watch } from 'chokidar';

/** The files of an integration, watched. */
interface Watched {
  /** No longer reports a file. */
  ignore(file: string): void;
  /** Whether a file belongs to the sources of the repository. */
  isTracked(file: string): boolean;
  close(): Promise<void>;
}

/** Editors and compilers write several files at a time: what changes within these milliseconds is one change. */
const settleMs = 60;

/**
 * Reports the files below a folder that change, relative to it, from its return on. What git ignores is not watched, nor
 * are the folders in `besides`; where there is no repository, packages and hidden folders are not.
 */
export async function watchFiles(
  folder: string,
  besides: readonly string[],
  changed: (files: readonly string[]) => void,
): Promise<Watched> {
  const git = gitOf(folder);
  const left = new Set([...besides, ...git.ignored()].map((each) => path.resolve(folder, each)));
  const isLeft = (file: string): boolean =>
    left.has(path.resolve(folder, file)) || /(?:^|[\\/])(?:node_modules|\.git)$/.test(file) || git.isHidden(file);
  const watcher = watch('.', { cwd: folder, ignored: isLeft, ignoreInitial: true });
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', (_, file) => {
    // A folder that was made since the start may be one that git ignores.
    if (left.has(path.resolve(folder, file)) || git.ignores(file)) return;
    pending.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...pending];
      pending.clear();
      changed(files);
    }, settleMs);
  });
  await new Promise<void>((resolve, reject) => {
    watcher.once('ready', () => resolve());
    watcher.once('error', reject);
  });
  return {
    ignore: (file) => void left.add(path.resolve(folder, file)),
    isTracked: (file) => git.tracks(file),
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

interface Git {
  /** Folders and files that are ignored now. */
  ignored(): readonly string[];
  ignores(file: string): boolean;
  tracks(file: string): boolean;
  /** Outside a repository: a hidden file or folder. */
  isHidden(file: string): boolean;
}

function gitOf(folder: string): Git {
  const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  if (git('rev-parse', '--is-inside-work-tree').stdout?.trim() !== 'true') {
    return {
      ignored: () => [],
      ignores: () => false,
      tracks: () => false,
      isHidden: (file) => /(?:^|[\\/])\.[^./\\]/.test(path.relative(folder, path.resolve(folder, file))),
    };
  }
  return {
    ignored: () =>
      git('ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z')
        .stdout.split('\0')
        .filter((each) => each !== ''),
    ignores: (file) => git('check-ignore', '--quiet', '--', file).status === 0,
    tracks: (file) => git('ls-files', '--error-unmatch', '--', file).status === 0,
    isHidden: () => false,
  };
}
