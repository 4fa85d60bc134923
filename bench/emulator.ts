import { Pool } from 'undici';
import { atLeast, type Benchmark, type Row, race, rate } from './measure.ts';
import { startPeer } from './peers.ts';
import { startTarget, type Target } from './target.ts';

const total = 6_000;
const headers = { Authorization: 'Bearer mv_test_not-a-real-key-0123456789' };

/** `GET /v1/calls/{id}`, validated, ten at once; every server has a process of its own. */
export const emulator: Benchmark = {
  name: 'emulator',
  about: 'the API in memory beside a bare server and, where they are installed, public mocks of the same document',
  async run() {
    const peers = await Promise.all(['prism', 'openapi-backend'].map(startPeer));
    const own = await startTarget('emulator.ts');
    const same = await fetch(`${own.origin}/calls/call_123`, { headers }).then((response) => response.text());
    const all = new Map<string, Target>([
      ['emulator', own],
      ['bare server', await startTarget('bare.ts', { BENCH_BODY: same })],
    ]);
    for (const peer of peers) if (peer) all.set(peer.name, peer);
    const load =
      ({ origin }: Target) =>
      async (): Promise<number> => {
        const pool = new Pool(new URL(origin).origin, { connections: 10, pipelining: 1 });
        const { pathname } = new URL(origin);
        try {
          return await rate(total, 10, async () => {
            const { statusCode, body } = await pool.request({
              method: 'GET',
              path: `${pathname.replace(/\/$/, '')}/calls/call_123`,
              headers,
            });
            await body.dump();
            if (statusCode !== 200) throw new Error(`${origin} answered ${statusCode}`);
          });
        } finally {
          await pool.close();
        }
      };
    try {
      const found = await race(Object.fromEntries([...all].map(([name, server]) => [name, load(server)])), 3);
      const reached = found.emulator ?? 0;
      const beside = (what: string, share: number): Row =>
        atLeast('emulator', '/s', reached, share, { what, value: found[what] ?? 0 });
      return [
        beside('bare server', 0.5),
        ...(found.prism === undefined ? [] : [beside('prism', 5)]),
        ...(found['openapi-backend'] === undefined ? [] : [beside('openapi-backend', 2.5)]),
      ];
    } finally {
      await Promise.all([...all.values()].map((server) => server.close()));
    }
  },
};
