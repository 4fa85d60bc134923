import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import ts from 'typescript';
import { type Foreign, foreign, makeOwn } from './foreign.ts';

const everything = `
import { defineConfig, type KitConfig, type Report, type Trigger } from 'minivoice-conformance';
import type { components, Exchange, Verdict, webhooks } from 'minivoice-conformance/types';
import schema from 'minivoice-conformance/schemas/answer.schema.json' with { type: 'json' };
import { expect, test, type Call, type Options } from 'minivoice-conformance/playwright';
import { assertErrorBranching, mockMiniVoice, profile, type ErrorCode } from 'minivoice-conformance/nock';
import Adapter from 'minivoice-conformance/reporter';

export const config: KitConfig = defineConfig({ answerUrl: 'http://127.0.0.1:3000/answer' });
export const trigger: Trigger = { name: 'dial', operation: 'createCall', command: 'true' };
export const title: string = schema.title;
export const verdictOf = (report: Report): Verdict => report.verdict;
export const bodyOf = (exchange: Exchange): Exchange['request'] => exchange.request;
export type Events = keyof webhooks;
export type Schemas = keyof components['schemas'];
export const code: ErrorCode = 'insufficient_balance';
export const doors = [expect, test, assertErrorBranching, mockMiniVoice, profile, Adapter];
export type Played = [Call, Options];
// @ts-expect-error a key that does not exist
defineConfig({ answerUrl: 'http://127.0.0.1:3000/answer', anserUrl: '' });
// @ts-expect-error a code that does not exist
export const wrong: ErrorCode = 'out_of_money';
`;

const contract = `
import { defineConfig, type KitConfig } from 'minivoice-conformance';
import type { Report } from 'minivoice-conformance/types';

export const config: KitConfig = defineConfig({ webhookUrl: 'http://127.0.0.1:3000/webhook' });
export const passed = (report: Report): number => report.counts.passed;
// @ts-expect-error a number is no URL
defineConfig({ answerUrl: 3000 });
`;

let project: Foreign;
test.beforeAll(() => {
  project = foreign({
    'package.json': '{ "name": "consumer", "type": "module", "private": true }',
    'everything.ts': everything,
    'contract.ts': contract,
    'contract.cts': contract,
    'everything.cts': everything
      .replace(/^.*schema.*$/gm, '')
      .replace('import Adapter from', 'import { default as Adapter } from'),
  });
  makeOwn(project, '@types/node');
});
test.afterAll(() => project.remove());

/** The library of the language is parsed once for all tests. */
const read = new Map<string, ts.SourceFile | undefined>();

function problems(file: string, options: ts.CompilerOptions): string[] {
  const all: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    resolveJsonModule: true,
    types: ['node'],
    skipLibCheck: true,
    ...options,
  };
  const host = ts.createCompilerHost(all);
  host.getCurrentDirectory = () => project.folder;
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) => {
    if (!name.includes('/typescript/lib/')) return parse(name, version, ...rest);
    if (!read.has(name)) read.set(name, parse(name, version, ...rest));
    return read.get(name);
  };
  const program = ts.createProgram([path.join(project.folder, file)], all, host);
  return ts.getPreEmitDiagnostics(program).map(({ code, messageText, file: at }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${path.basename(at?.fileName ?? '')} TS${code}: ${text}`;
  });
}

const bundler = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
const node16 = { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 };
const nodenext = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };

for (const [name, options] of Object.entries({ bundler, node16, nodenext })) {
  test(`every entry point compiles with ${name}`, () => {
    // Import attributes are not for module node16, where an import of JSON needs none.
    if (name === 'node16') project.write('everything.ts', everything.replace(" with { type: 'json' }", ''));
    expect(problems('everything.ts', options)).toEqual([]);
    if (name === 'node16') project.write('everything.ts', everything);
  });
}

test('CommonJS has the configuration and the types with node16', () => {
  expect(problems('contract.cts', node16)).toEqual([]);
});

test('CommonJS has every entry point with nodenext', () => {
  expect(problems('everything.cts', nodenext)).toEqual([]);
});

test('the types of the contract stand alone, checked to the bottom and without those of Node', () => {
  const alone = { skipLibCheck: false, types: [], lib: ['lib.es2022.d.ts'] };
  expect(problems('contract.ts', { ...nodenext, ...alone })).toEqual([]);
  expect(problems('contract.cts', { ...nodenext, ...alone })).toEqual([]);
});
