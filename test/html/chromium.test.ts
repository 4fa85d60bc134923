import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { findChromium } from '../../tools/chromium.ts';

const { PATH, MVK_CHROMIUM } = process.env;
test.afterEach(() => {
  Object.assign(process.env, { PATH });
  if (MVK_CHROMIUM === undefined) delete process.env.MVK_CHROMIUM;
  else process.env.MVK_CHROMIUM = MVK_CHROMIUM;
});

function program(name: string, mode: number): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-browser-')), name);
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, mode);
  return file;
}

test('the browser that is named goes before the one on PATH', () => {
  const [named, found] = [program('mine', 0o755), program('chromium', 0o755)];
  process.env.PATH = path.dirname(found);
  delete process.env.MVK_CHROMIUM;
  expect(findChromium()).toBe(found);
  process.env.MVK_CHROMIUM = named;
  expect(findChromium()).toBe(named);
});

test('a browser that is named and is not there is not replaced by another', () => {
  process.env.PATH = path.dirname(program('chromium', 0o755));
  process.env.MVK_CHROMIUM = '/nowhere/chromium';
  expect(findChromium()).toBeUndefined();
});
