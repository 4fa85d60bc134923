import { isIP } from 'node:net';
import { isLoopbackAddress } from '../../platform/http/loopback.ts';
import { UsageError } from '../command.ts';

/** The flags that let other machines in, such as a neighbour container. */
export interface ListeningFlags {
  /** An IP address of this machine; `0.0.0.0` is all of them. */
  readonly listen?: string;
  /** Names by which they may ask. */
  readonly allowHost?: readonly string[];
}

interface Listening {
  readonly address?: string;
  readonly hosts: readonly string[];
}

const hostName = /^[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?$|^\[[0-9a-f:]+\]$/i;

/** Refuses to listen for other machines unless their names for this one are given: a page in a browser has others. */
export function listeningOf({ listen, allowHost: hosts = [] }: ListeningFlags): Listening {
  const wrong = hosts.find((host) => !hostName.test(host));
  if (wrong !== undefined) {
    const remedy = 'Write it without scheme, port and path, such as mvk or abc.tunnel.example.';
    throw new UsageError(`--allow-host must be a host name (got ${JSON.stringify(wrong)})`, remedy);
  }
  if (listen === undefined) return { hosts };
  const address = listen.replace(/^\[|\]$/g, '');
  if (isIP(address) === 0) {
    const remedy = 'Write 0.0.0.0 for all addresses of this machine.';
    throw new UsageError(`--listen must be an IP address (got ${JSON.stringify(listen)})`, remedy);
  }
  if (!isLoopbackAddress(address) && hosts.length === 0) {
    throw new UsageError(
      `--listen ${listen} lets other machines in, and no name by which they may ask is given`,
      'Give --allow-host NAME, such as the name of the container.',
    );
  }
  return { address, hosts };
}
