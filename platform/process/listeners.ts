import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { listeningSockets, type Owner, ownersOf } from './proc.ts';

/** A socket that takes connections, and as far as it can be seen whose it is. */
export interface Listener {
  /** `0.0.0.0` and `::` stand for every address. */
  readonly address: string;
  readonly owners: readonly Owner[];
}

/** The processes that listen on a port of this machine: from /proc on Linux, elsewhere by lsof; `undefined` without both. */
export async function listenersOn(port: number): Promise<readonly Listener[] | undefined> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  if (tables.every((table) => table === '')) return listedByLsof(port);
  const sockets = tables.flatMap(listeningSockets).filter((socket) => socket.port === port);
  // Looking through the files of all processes costs much more than the tables.
  const owners = sockets.length === 0 ? undefined : await ownersOf(sockets.map(({ inode }) => inode));
  return sockets.map(({ address, inode }) => ({ address, owners: owners?.get(inode) ?? [] }));
}

const lsofMs = 3_000;

function listedByLsof(port: number): Promise<readonly Listener[] | undefined> {
  const args = ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpcn'];
  return new Promise((resolve) => {
    execFile('lsof', args, { timeout: lsofMs }, (error, output) => {
      // It ends with 1 where it finds nothing.
      const isMissing = error !== null && typeof error.code === 'string';
      resolve(isMissing ? undefined : listenersIn(output));
    });
  });
}

/** Fields of lsof, one a line: `p` and `c` name a process, each `n` after them one of its sockets. */
export function listenersIn(fields: string): readonly Listener[] {
  const listeners: Listener[] = [];
  let pid = 0;
  let name = '';
  for (const line of fields.split('\n')) {
    const value = line.slice(1);
    if (line.startsWith('p')) pid = Number(value);
    if (line.startsWith('c')) name = value;
    if (!line.startsWith('n')) continue;
    const host = value.replace(/:\d+$/, '').replaceAll(/[[\]]/g, '');
    listeners.push({ address: host === '*' ? '::' : host, owners: [{ pid, name }] });
  }
  return listeners;
}
