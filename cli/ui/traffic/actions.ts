import { createClient } from '../../../platform/http/client.ts';
import { trusting } from '../../../platform/http/tls/authorities.ts';
import { createRedactor } from '../../../platform/redaction/redact.ts';
import type { TrafficRow } from '../../../ui/protocol/traffic.ts';
import { UsageError } from '../../command.ts';
import type { Resolved } from '../../config/resolve.ts';
import { hider } from '../../listen/shown.ts';
import type { Actions } from '../server.ts';
import type { Stage } from '../stage.ts';
import { homeOf } from './home.ts';
import type { KeptExchange } from './kept.ts';
import { namesOf } from './names.ts';
import { probe } from './probe.ts';
import { canTamper, resend, sendAnew } from './resend.ts';
import { detailOf, rowOf } from './show.ts';
import type { Traffic } from './traffic.ts';

interface TrafficRoom {
  readonly actions: Actions;
  row(exchange: KeptExchange): TrafficRow;
  close(): Promise<void>;
}

const bounds = { timeoutMs: 30_000, maxBytes: 1024 * 1024 };
const signings = ['anew', 'as-it-was', 'none'] as const;

interface TrafficOptions {
  readonly resolved: Resolved;
  readonly secrets: readonly string[];
  readonly showsSecrets: boolean;
  readonly stage: Pick<Stage, 'reach'>;
  readonly traffic: Traffic;
  /** The page is to be told all exchanges anew. */
  cleared(): void;
}

/** What the page can do with exchanges. */
export function trafficRoom({ resolved, secrets, showsSecrets, stage, traffic, cleared }: TrafficOptions): TrafficRoom {
  const { bench } = resolved;
  const hide = hider(secrets, showsSecrets);
  const hideText = showsSecrets ? String : createRedactor(secrets).text;
  const client = createClient({ ...trusting(bench), ...bounds });
  const [names, home] = [namesOf(bench), homeOf(resolved)];
  const row = (kept: KeptExchange): TrafficRow => rowOf(kept, hideText, names);
  const options = { traffic, bench, home, send: client.send };

  function exchangeOf(number: unknown): KeptExchange {
    const found = typeof number === 'number' ? traffic.store.get(number) : undefined;
    if (found) return found;
    throw new UsageError(`there is no exchange #${String(number)}, or it is not kept any more`);
  }
  const again = async (number: unknown, change: Parameters<typeof resend>[1]): Promise<TrafficRow> => {
    const exchange = exchangeOf(number);
    await stage.reach();
    return row(await resend(exchange, change, options));
  };

  return {
    row,
    actions: {
      exchange: ({ number }) => detailOf(exchangeOf(number), hide, hideText, names, bench.webhookSecret),
      resend: ({ number }) => again(number, { kind: 'none' }),
      edit: ({ number, body, signing }) =>
        again(number, {
          kind: 'edit',
          body: typeof body === 'string' ? body : undefined,
          signing: signings.find((each) => each === signing) ?? 'anew',
        }),
      async probe({ number }) {
        const exchange = exchangeOf(number);
        const { webhookSecret: secret } = bench;
        if (secret === undefined || !canTamper(exchange, secret))
          throw new UsageError('only a signed event can be probed');
        await stage.reach();
        return probe(exchange.request, {
          secret,
          send: (request, change) =>
            sendAnew(exchange.number, { request, change, mustAcknowledge: false, by: 'probe' }, options),
        });
      },
      clear() {
        traffic.store.clear();
        cleared();
      },
      tamper: ({ number, name }) => again(number, { kind: 'tamper', name: String(name) }),
    },
    close: () => client.close(),
  };
}
