import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';

/** A process that has a socket open. */
export interface Owner {
  readonly pid: number;
  readonly name: string;
}

/** A line of /proc/net/tcp or /proc/net/tcp6. */
interface Socket {
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

const listening = '0A';

/** The sockets of a table that take connections. */
export function listeningSockets(table: string): readonly Socket[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === listening)
    .map(([, local = '', , , , , , , , inode = '']) => {
      const [address = '', port = ''] = local.split(':');
      return { address: addressOf(address), port: Number.parseInt(port, 16), inode };
    });
}

/** The kernel writes each 32 bits of an address in the order of the machine, which is little-endian wherever Node runs. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)),
  );
  if (bytes.length === 4) return bytes.join('.');
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (isMapped) return bytes.slice(12).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  // URL has the short notation.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** Which processes have these sockets open; those of other users cannot be looked into. */
export async function ownersOf(inodes: readonly string[]): Promise<ReadonlyMap<string, readonly Owner[]>> {
  const names = new Map(inodes.map((inode) => [`socket:[${inode}]`, inode]));
  const owners = new Map<string, Owner[]>();
  const pids = (await readdir('/proc').catch(() => [])).filter((entry) => /^\d+$/.test(entry));
  for (const pid of pids) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const targets = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')));
    for (const inode of new Set(targets.map((target) => names.get(target)))) {
      if (inode === undefined) continue;
      owners.set(inode, [...(owners.get(inode) ?? []), { pid: Number(pid), name: await nameOf(pid) }]);
    }
  }
  return owners;
}

/** What people would look for in a list of processes; arguments may hold secrets. */
async function nameOf(pid: string): Promise<string> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const [program = ''] = line.split('\0', 1);
  // Servers write a title in its place: "nginx: master process /usr/sbin/nginx".
  const name = path.basename(program.split(' ', 1)[0] ?? '').replace(/:$/, '');
  return name !== '' ? name : (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'a process')).trim();
}

/** Where a process comes from. */
interface Lineage {
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** In ticks since the machine began. */
  readonly startedAt: number;
  /** It has ended, and the process that began it has not read how. */
  readonly hasEnded: boolean;
}

export async function lineageOf(pid: number): Promise<Lineage | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // The name in brackets may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent = 0, group = 0, session = 0] = fields.slice(1).map(Number);
  return { parent, group, session, startedAt: Number(fields[19] ?? 0), hasEnded: /^[ZX]/.test(fields[0] ?? '') };
}

/** Whether a process was given this variable when it began; `false` where its environment cannot be seen. */
export async function hasVariable(pid: number, beginning: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
  return environment.split('\0').some((variable) => variable.startsWith(beginning));
}
