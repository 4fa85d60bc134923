import type { Result } from '../../../spec/index.ts';

/** A program that is started as an integration, and what is said of a requirement that all of them break. */
interface Program {
  readonly name: string;
  /** JavaScript; `port` is where it is expected. */
  readonly source: string;
  readonly outcome: Result['outcome'];
  readonly says: RegExp;
}

const serve = (more: string): string => `
let count = 0;
const server = require('node:http').createServer((request, response) => {
  count++;
  request.resume();
  ${more}
  response.setHeader('Content-Type', 'application/json');
  response.end('{"actions":[{"say":{"text":"Hello."}}]}');
}).listen(port, '127.0.0.1');`;

const stubborn = `
const loop = "for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, () => {}); setInterval(() => {}, 1000)";
const { spawn } = require('node:child_process');`;

export const programs: readonly Program[] = [
  {
    name: 'never listens',
    source: 'setInterval(() => {}, 1000)',
    outcome: 'could-not-run',
    says: /was not ready within 1500 ms \(nothing listened at http:[^ ]*\); it wrote nothing/,
  },
  {
    name: 'fills its output and never listens',
    source: `const line = 'x'.repeat(65535) + '\\n';
      const fill = (left) => { if (left > 0) process.stdout.write(line, () => fill(left - 1)); else setInterval(() => {}, 1000); };
      fill(1600);`,
    outcome: 'could-not-run',
    says: /was not ready within/,
  },
  {
    name: 'exits before it listens',
    source: `console.error('no such table'); process.exit(7)`,
    outcome: 'could-not-run',
    says: /ended with exit code 7 before it was ready; its last output:\nno such table/,
  },
  {
    name: 'becomes a daemon',
    source: `${stubborn} spawn(process.execPath, ['-e', loop], { detached: true, stdio: 'ignore' }).unref();`,
    outcome: 'could-not-run',
    says: /ended with exit code 0 before it was ready/,
  },
  {
    name: 'dies in the middle',
    source: serve('if (count > 2) process.exit(1);'),
    outcome: 'failed',
    says: /(closed|reset).*; The command ".*" ended with exit code 1 after GET \/$/,
  },
  {
    name: 'kills itself in the middle',
    source: serve(`if (count > 2) process.kill(process.pid, 'SIGKILL');`),
    outcome: 'failed',
    says: /(closed|reset).*; The command ".*" (was ended by SIGKILL|ended with exit code 137) after GET \/$/,
  },
  {
    name: 'closes its port in the middle',
    source: serve('if (count === 3) { server.close(); setInterval(() => {}, 1000); }'),
    outcome: 'could-not-run',
    says: /nothing answers at .*ECONNREFUSED/,
  },
  {
    name: 'hangs in the middle',
    source: serve('if (count > 2) for (;;);'),
    outcome: 'failed',
    says: /no complete response came within/,
  },
  {
    name: 'runs well, with children that do not listen to signals',
    source: `${stubborn}
      for (const detached of [true, false]) spawn(process.execPath, ['-e', loop], { detached, stdio: 'ignore' });
      process.on('SIGTERM', () => {});${serve('')}`,
    outcome: 'passed',
    says: /^$/,
  },
];
