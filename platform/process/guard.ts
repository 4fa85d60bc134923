import { readdirSync, readFileSync } from 'node:fs';

/**
 * The program between the kit and the integration, plain JavaScript so that `node -e` runs it at once. It starts the
 * command in a process group of its own and kills that group when its standard input closes, which the system does
 * whatever way the kit dies. What left the group (a daemon) is known by a mark in its environment, where the system
 * shows it (Linux). The first line of its input is the order; file descriptor 3 takes its reports.
 */
export const guardProgram = `
'use strict';
const { spawn } = require('node:child_process');
const { readdirSync, readFileSync, writeSync } = require('node:fs');
const mark = process.pid + '-' + process.hrtime.bigint();
let child;
let order = '';
const report = (line) => { try { writeSync(3, JSON.stringify(line) + '\\n'); } catch {} };
const end = () => {
  if (child && child.pid) { try { process.kill(-child.pid, 'SIGKILL'); } catch {} }
  for (let again = 0; again < 5 && killMarked(); again++);
  process.exit();
};
const killMarked = () => {
  let found = false;
  let entries = [];
  try { entries = readdirSync('/proc'); } catch {}
  for (const entry of entries) {
    if (!/^[0-9]+$/.test(entry)) continue;
    try {
      if (!readFileSync('/proc/' + entry + '/environ', 'latin1').split('\\0').includes('MVK_STARTED=' + mark)) continue;
      process.kill(Number(entry), 'SIGKILL');
      found = true;
    } catch {}
  }
  return found;
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.on('data', (chunk) => {
  if (child) return;
  order += chunk;
  if (!order.includes('\\n')) return;
  const { command, cwd, env } = JSON.parse(order);
  child = spawn('/bin/sh', ['-c', command], { cwd, env: { ...env, MVK_STARTED: mark }, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  child.on('error', (error) => report({ error: error.message }));
  child.on('exit', (code, signal) => report({ code, signal }));
  if (child.pid) report({ pid: child.pid });
});
process.stdin.setEncoding('utf8');
process.stdin.on('end', end);
process.stdin.on('error', end);
`;

export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Nobody is left in the group.
  }
}

export function groupLives(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return process.platform !== 'linux' || hasLiving(group);
}

/** A dead process that is not reaped still counts as a member, and stays if the first process of a container does not reap. */
function hasLiving(group: number): boolean {
  return readdirSync('/proc').some((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const [state, , its] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(its) === group && state !== 'Z' && state !== 'X';
    } catch {
      return false;
    }
  });
}
