import type { Listener } from './listeners.ts';
import type { Owner } from './proc.ts';
import { hasVariable, lineageOf } from './proc.ts';

/** The processes of one start: the guard that began it, and the shell that leads its group. */
export interface Started {
  readonly guard: number;
  readonly shell: number;
}

/** They listen in the name of what runs in a container, a unit or on another machine, and are children of neither. */
const publishers =
  /^(docker-proxy|dockerd|com\.docker.*|containerd.*|rootlesskit|rootlessport|conmon|podman|slirp4netns|pasta.*|passt.*|gvproxy|vpnkit.*|systemd|init|kubectl|ssh|sshd)$/;

/** Owners of the sockets which the start surely did not bring about; what cannot be seen is no stranger. */
export async function strangersAmong(listeners: readonly Listener[], started: Started): Promise<readonly Owner[]> {
  const found: Owner[] = [];
  for (const { owners } of listeners) {
    const isStrange = await Promise.all(owners.map((owner) => isStranger(owner, started)));
    const [first] = owners;
    // A socket that is shared by many processes is ours when one of them is.
    if (first && isStrange.every(Boolean)) found.push(first);
  }
  return found;
}

async function isStranger({ pid, name }: Owner, started: Started): Promise<boolean> {
  if (pid === process.pid || publishers.test(name)) return false;
  const own = await lineageOf(pid);
  const shell = await lineageOf(started.shell);
  // It has ended, or this system does not show where it comes from.
  if (!own || !shell) return false;
  if (own.group === started.shell || own.session === started.shell) return false;
  if (await hasVariable(pid, `MVK_STARTED=${started.guard}-`)) return false;
  if (await descendsFrom(pid, started)) return false;
  // A daemon that overwrote its environment: its parents are gone, and it may be of this start.
  return !(own.parent === 1 && own.startedAt >= shell.startedAt);
}

async function descendsFrom(pid: number, { guard, shell }: Started): Promise<boolean> {
  let at = pid;
  while (at > 1) {
    if (at === guard || at === shell) return true;
    at = (await lineageOf(at))?.parent ?? 0;
  }
  return false;
}
