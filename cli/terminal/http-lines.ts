import { escapeTerminal } from '../../reporters/text/escape.ts';
import { truncateAndCount, truncateLine } from '../../reporters/text/layout.ts';
import type { Exchange } from '../../spec/index.ts';

type Message = Pick<Exchange['request'], 'headers' | 'body' | 'bodyBase64'>;

const maxBody = 20_000;

/** Headers and body of a message, safe to show; secrets were hidden before. */
export function messageLines({ headers, body, bodyBase64 }: Message, width: number): readonly string[] {
  const head = Object.entries(headers).map(([name, value]) => truncateLine(`${name}: ${value}`, width * 4));
  if (!body && !bodyBase64) return head;
  const content =
    bodyBase64 === undefined
      ? escapeTerminal(truncateAndCount(body ?? '', maxBody)).split('\n')
      : [`(not UTF-8; in base64) ${truncateAndCount(bodyBase64, maxBody)}`];
  return [...head, '', ...content];
}

/** Both sides of an exchange, each line with its direction as `curl -v` has it. */
export function exchangeLines({ request, response, failure }: Exchange, width: number): readonly string[] {
  const sent = [truncateLine(`${request.method} ${request.url}`, width * 4), ...messageLines(request, width)];
  const got = response
    ? [String(response.status), ...messageLines(response, width)]
    : [truncateLine(`no complete response: ${failure?.message ?? 'none'}`, width * 4)];
  return [...sent.map((line) => `> ${line}`.trimEnd()), ...got.map((line) => `< ${line}`.trimEnd())];
}
