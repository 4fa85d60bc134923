import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { proxyIn } from '../../platform/http/proxy.ts';
import { type Diagnosis, note, ok, wrong } from './diagnosis.ts';

/** The oldest Node that the kit runs on: `engines` of its package.json. */
const oldestNode = 20;

export function nodeVersion(version: string = process.versions.node): Diagnosis {
  const major = Number(version.split('.')[0]);
  if (major >= oldestNode) return ok('node', `Node ${version}`);
  return wrong('node', `Node ${version} is too old`, `Install Node ${oldestNode} or newer.`);
}

/** The test runner. The copy of the project must be the one of the kit, or call tests fail in the project. */
export function runner(folder: string): Diagnosis {
  const own = runnerFrom(import.meta.url);
  const project = runnerFrom(pathToFileURL(path.join(folder, 'package.json')).href);
  const install = 'npm install --save-dev @playwright/test';
  const found = own ?? project;
  if (found === undefined) return wrong('runner', 'the package @playwright/test is not installed', install);
  const minor = Number(/^1\.(\d+)/.exec(found.version)?.[1] ?? Number.NaN);
  if (!(minor >= 60)) {
    return wrong('runner', `@playwright/test ${found.version} does not suit the kit`, `${install}@latest`);
  }
  if (own !== undefined && project !== undefined && own.file !== project.file) {
    return note(
      'runner',
      `the project and the kit have a copy of @playwright/test each (${project.version} and ${own.version}), so call tests in the project fail`,
      'Install the kit from a file that npm pack made, not from a link.',
    );
  }
  return ok('runner', `@playwright/test ${found.version}`);
}

interface Runner {
  readonly file: string;
  readonly version: string;
}

function runnerFrom(base: string): Runner | undefined {
  try {
    const file = createRequire(base).resolve('@playwright/test/package.json');
    const { version }: { version?: unknown } = JSON.parse(readFileSync(file, 'utf8'));
    return { file, version: String(version) };
  } catch {
    return undefined;
  }
}

export function browsers(): Diagnosis {
  return ok('browsers', 'none is needed; your own browser shows report.html');
}

/** An integration that the kit starts is told to ask this machine directly; others must be told by their people. */
export function proxy(environment: NodeJS.ProcessEnv): Diagnosis {
  const named = proxyIn(environment);
  if (named === undefined) return ok('proxy', 'no variable names a proxy');
  const direct = [environment.no_proxy, environment.NO_PROXY].join(',').split(/[\s,]+/);
  if (direct.includes('127.0.0.1') || direct.includes('*')) return ok('proxy', `${named}, and 127.0.0.1 is left out`);
  return note(
    'proxy',
    `${named}: an integration that the kit does not start may send its requests to the kit there`,
    'Start it with NO_PROXY=127.0.0.1,localhost,::1.',
  );
}
