import path from 'node:path';
import { quoteShellWord } from '../../terminal/shell.ts';
import type { Language } from '../language.ts';

export const go: Language = {
  name: 'Go',
  endings: ['.go'],
  detect(folder) {
    if (!folder.has('go.mod')) return undefined;
    const programs = folder
      .sources(['.go'])
      .filter((file) => !file.endsWith('_test.go') && /^package main$/m.test(folder.read(file)))
      .map((file) => path.dirname(file));
    const [place, ...others] = [...new Set(programs)];
    const only = place === '.' || others.length === 0 ? place : undefined;
    const [, module] = /^module\s+"?(\S+?)(?:\/v\d+)?"?\s*$/m.exec(folder.read('go.mod')) ?? [];
    return {
      mark: 'go.mod',
      ...(module !== undefined && { name: path.posix.basename(module) }),
      ...(only !== undefined && { start: only === '.' ? 'go run .' : `go run ${quoteShellWord(`./${only}`)}` }),
      port: 8080,
      startTimeoutMs: 60_000, // the first start compiles
      // It is started by go run: a program would be left behind.
      prepare: ['go build -o /dev/null ./...'],
      actions: [{ uses: 'actions/setup-go@v5', with: { 'go-version-file': 'go.mod' } }],
      image: 'golang:1-trixie',
      format: 'yaml',
    };
  },
};
