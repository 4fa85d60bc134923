import { isRecord } from '../../../spec/index.ts';
import { quoteShellWord } from '../../terminal/shell.ts';
import type { Folder } from '../folder.ts';
import type { Action, Language, Traits } from '../language.ts';

interface Manager {
  readonly lock: string;
  readonly install: string;
  /** Runs a script of package.json, or a command of a dependency. */
  readonly run: string;
  readonly exec: string;
  readonly start: string;
}

const managers: readonly Manager[] = [
  {
    lock: 'pnpm-lock.yaml',
    install: 'corepack enable && pnpm install --frozen-lockfile',
    run: 'pnpm run',
    exec: 'pnpm exec',
    start: 'pnpm start',
  },
  {
    lock: 'yarn.lock',
    install: 'corepack enable && yarn install',
    run: 'yarn run',
    exec: 'yarn run',
    start: 'yarn start',
  },
  // The registry of npm has Bun, so that no host of CI needs to know it.
  ...['bun.lock', 'bun.lockb'].map((lock) => ({
    lock,
    install: 'npm install --global bun && bun install --frozen-lockfile',
    run: 'bun run',
    exec: 'bun run',
    start: 'bun run start',
  })),
  { lock: 'package-lock.json', install: 'npm ci', run: 'npm run', exec: 'npx --no-install', start: 'npm start' },
];
const npm: Manager = { lock: '', install: 'npm install', run: 'npm run', exec: 'npx --no-install', start: 'npm start' };
const mains = ['server', 'app', 'index', 'main'].flatMap((name) => [`${name}.js`, `${name}.mjs`, `${name}.cjs`]);

export const node: Language = {
  name: 'Node',
  endings: ['.ts', '.mts', '.js', '.mjs', '.cjs'],
  detect(folder) {
    if (!folder.has('package.json')) return undefined;
    const manifest = parsePackage(folder.read('package.json'));
    const scripts = isRecord(manifest.scripts) ? manifest.scripts : {};
    const dependencies = { ...objectOf(manifest.dependencies), ...objectOf(manifest.devDependencies) };
    const manager = managers.find(({ lock }) => folder.has(lock)) ?? npm;
    const build = 'build' in scripts ? `${manager.run} build` : undefined;
    const start = startOf(folder, manifest, scripts, manager);
    const traits: Traits = {
      mark: 'package.json',
      ...(typeof manifest.name === 'string' && { name: manifest.name }),
      ...(start !== undefined && { start }),
      port: 3000,
      prepare: [
        ...(Object.keys(dependencies).length > 0 ? [manager.install] : []),
        ...(build === undefined ? [] : [build]),
      ],
      ...(build !== undefined && { build }),
      actions: [setUpNode(folder)],
      image: 'node:22',
      format: formatOf(folder, 'typescript' in dependencies),
      commonJs: manifest.type !== 'module',
      ...('minivoice-conformance' in dependencies && {
        kit: {
          install: manager.install,
          command: `${manager.exec} mvk`,
          source: String(dependencies['minivoice-conformance']),
        },
      }),
    };
    return traits;
  },
};

/** The kit needs Node, whatever the integration is written in. */
export function setUpNode(folder: Folder): Action {
  const file = folder.first('.nvmrc', '.node-version');
  return {
    uses: 'actions/setup-node@v4',
    with: file === undefined ? { 'node-version': 22 } : { 'node-version-file': file },
  };
}

/** A compiler of the whole folder would take the configuration along, and move what it writes: then it is no script. */
function formatOf(folder: Folder, usesTypeScript: boolean): Traits['format'] {
  const settings = folder.read('tsconfig.json');
  if (settings === '') return usesTypeScript ? 'ts' : 'js';
  const chosen = /^\s*"(?:files|references)"\s*:/m.test(settings) || /"include"\s*:\s*\[\s*"\w/.test(settings);
  const compiles = !chosen && !/"noEmit"\s*:\s*true|"allowImportingTsExtensions"\s*:\s*true/.test(settings);
  return compiles ? 'yaml' : 'ts';
}

function startOf(
  folder: Folder,
  { main }: Readonly<Record<string, unknown>>,
  scripts: Readonly<Record<string, unknown>>,
  manager: Manager,
): string | undefined {
  if ('start' in scripts) return manager.start;
  const file = typeof main === 'string' && folder.has(main) ? main : folder.first(...mains);
  if (file !== undefined) return `node ${quoteShellWord(file)}`;
  const script = ['serve', 'dev'].find((name) => name in scripts);
  return script && `${manager.run} ${script}`;
}

function parsePackage(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
