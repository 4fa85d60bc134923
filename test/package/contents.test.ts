import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { expect, _baseTest as test } from '@playwright/test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { filesIn } from '../../tools/build/files.ts';
import { packed, root } from './tarball.ts';

const files = (): string[] => filesIn(packed().unpacked).map((file) => path.relative(packed().unpacked, file));

test('holds only what is needed, and not much of it', () => {
  const { unpacked, tarball } = packed();
  expect(readdirSync(unpacked).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'LICENSES.md',
    'README.md',
    'dist',
    'package.json',
  ]);
  expect(readdirSync(path.join(unpacked, 'dist')).sort()).toEqual(
    'cli fixtures flows mutants nock platform playwright reporters spec suites ui'.split(' '),
  );
  const size = filesIn(unpacked).reduce((sum, file) => sum + statSync(file).size, 0);
  expect(size).toBeLessThan(6_100_000);
  expect(statSync(tarball).size).toBeLessThan(1_110_000);
  expect(files().length).toBeLessThan(1_020);
});

test('has no sources, no maps, no tests, no tools, and no mutants but those of the demo', () => {
  const odd = files().filter((file) => /(?<!\.d)\.ts$|\.map$|\.test\.|(^|\/)(tools|test|bench)\//.test(file));
  expect(odd).toEqual([]);
  expect(files().filter((file) => /mutants\/(webhook|answer|flow)-/.test(file))).toEqual([]);
});

test('has the schemas and the vectors for people who test in other languages', () => {
  expect(files()).toEqual(
    expect.arrayContaining([
      'dist/spec/schemas/answer.schema.json',
      'dist/spec/schemas/kit/config.schema.json',
      'dist/spec/vectors/answer-cases.json',
      'dist/spec/vectors/answers.json',
      'dist/spec/vectors/signatures.json',
      'dist/spec/openapi.yaml',
      'dist/spec/asyncapi.yaml',
    ]),
  );
});

test('publint finds nothing to say', async () => {
  const { tarball, unpacked } = packed();
  const bytes = new Uint8Array(readFileSync(tarball)).buffer;
  const { messages } = await publint({ pack: { tarball: bytes }, strict: true });
  const manifest = JSON.parse(readFileSync(path.join(unpacked, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
});

test('the types are right wherever modules are resolved as Node does', async () => {
  const tarball = createPackageFromTarballData(new Uint8Array(readFileSync(packed().tarball)));
  // Documents in YAML have no types.
  const analysis = await checkPackage(tarball, { excludeEntrypoints: ['./openapi.yaml', './asyncapi.yaml'] });
  const problems = analysis.types === false ? ['there are no types'] : analysis.problems.map(problemInWords);
  // The resolution of TypeScript 4 and earlier knows no `exports`.
  expect(problems.filter((problem) => !problem.endsWith('node10')).sort()).toEqual([
    'CJSResolvesToESM ./playwright node16-cjs',
    'CJSResolvesToESM ./reporter node16-cjs',
  ]);
});

test('each dependency is defended in CONTRIBUTING.md, and no other', () => {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, object>;
  const { dependencies, devDependencies, peerDependencies } = manifest;
  const [, section = ''] = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8').split('\n## Dependencies\n');
  const [table = ''] = section.split('\n## ');
  const defended = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(defended.sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies }).sort());
});

test('LICENSES.md lists what is installed with the kit, under licences that ask for no more than their text', () => {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; license?: string; dev?: boolean }>;
  };
  const listed = readFileSync(path.join(root, 'LICENSES.md'), 'utf8');
  for (const [place, { version, license = '', dev }] of Object.entries(packages)) {
    if (place === '' || dev) continue;
    expect(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0']).toContain(license);
    const name = place.replace('node_modules/', '').replace(/^@esbuild\/.*/, '@esbuild/*');
    expect(listed).toContain(`| \`${name}\` | ${version} | ${license} |`);
  }
});

function problemInWords(problem: {
  readonly kind: string;
  readonly entrypoint?: string;
  readonly resolutionKind?: string;
}) {
  return [problem.kind, problem.entrypoint, problem.resolutionKind].filter((part) => part !== undefined).join(' ');
}
