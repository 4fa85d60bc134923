import { createClient } from '../../../platform/http/client.ts';
import { trusting } from '../../../platform/http/tls/authorities.ts';
import { createRedactor } from '../../../platform/redaction/redact.ts';
import type { BenchOptions } from '../../../spec/index.ts';
import type { TrafficRow } from '../../../ui/protocol/traffic.ts';
import { UsageError } from '../../command.ts';
import { hider } from '../../listen/shown.ts';
import type { Actions } from '../server.ts';
import type { KeptExchange } from './kept.ts';
import { resend } from './resend.ts';
import { detailOf, rowOf } from './show.ts';
import type { Traffic } from './traffic.ts';

interface TrafficRoom {
  readonly actions: Actions;
  row(exchange: KeptExchange): TrafficRow;
  close(): Promise<void>;
}

const bounds = { timeoutMs: 30_000, maxBytes: 1024 * 1024 };
const signings = ['anew', 'as-it-was', 'none'] as const;

/** What the page can do with exchanges. */
export function trafficRoom(
  traffic: Traffic,
  bench: BenchOptions,
  secrets: readonly string[],
  showsSecrets: boolean,
): TrafficRoom {
  const hide = hider(secrets, showsSecrets);
  const hideText = showsSecrets ? String : createRedactor(secrets).text;
  const client = createClient({ ...trusting(bench), ...bounds });
  const row = (kept: KeptExchange): TrafficRow => rowOf(kept, hideText);

  function exchangeOf(number: unknown): KeptExchange {
    const found = typeof number === 'number' ? traffic.store.get(number) : undefined;
    if (found) return found;
    throw new UsageError(`there is no exchange #${String(number)}, or it is not kept any more`);
  }
  const again = async (number: unknown, change: Parameters<typeof resend>[3]): Promise<TrafficRow> =>
    row(await resend(traffic, (request) => client.send(request), exchangeOf(number), change, bench));

  return {
    row,
    actions: {
      exchange: ({ number }) => detailOf(exchangeOf(number), hide, hideText, bench.webhookSecret),
      resend: ({ number }) => again(number, { kind: 'none' }),
      edit: ({ number, body, signing }) =>
        again(number, {
          kind: 'edit',
          body: typeof body === 'string' ? body : undefined,
          signing: signings.find((each) => each === signing) ?? 'anew',
        }),
      tamper: ({ number, name }) => again(number, { kind: 'tamper', name: String(name) }),
    },
    close: () => client.close(),
  };
}
