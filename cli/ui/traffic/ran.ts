import type { RelayedExchange } from '../../../fixtures/wire/conversation.ts';
import { now } from '../../../platform/clock.ts';
import type { LiveExchange } from '../../../spec/index.ts';
import type { HeardExchange } from '../../listen/exchange.ts';
import { kindOf, namesIn } from '../../listen/judge.ts';
import { aloneOf } from './alone.ts';
import type { KeptExchange } from './kept.ts';

type Judge = (request: RelayedExchange['request'], at: Date) => HeardExchange['signature'];

/**
 * An exchange of a run of checks or a replay. The run says what is wrong with it: much of what a check sends is wrong on
 * purpose.
 */
export function keptOf(
  { exchange, isApi = false, operation, isCut = false }: LiveExchange,
  { number, by }: { readonly number: number; readonly by: string },
  judge: Judge,
): KeptExchange {
  const { request: sent, response, failure } = aloneOf(isApi ? 'api' : 'event', exchange);
  const request = isCut ? { ...sent, truncated: true } : sent;
  const at = new Date(now().getTime() - exchange.durationMs);
  return {
    ...{ number, at, by, isApi, request, findings: [], durationMs: exchange.durationMs },
    ...(isApi
      ? { kind: 'other', answeredBy: 'mvk' }
      : { kind: kindOf(request), answeredBy: 'integration', ...namesIn(request) }),
    ...(response && { response }),
    ...(failure && { failure }),
    ...(operation !== undefined && { operation }),
    status: response?.status ?? 0,
    get signature() {
      return judge(request, at);
    },
  };
}
