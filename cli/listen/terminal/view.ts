import { duration, truncateLine, wrapTruncated } from '../../../reporters/text/layout.ts';
import type { Colors } from '../../../reporters/text/marks.ts';
import { counted } from '../../../spec/index.ts';
import { messageLines } from '../../terminal/http-lines.ts';
import type { ShownExchange } from '../shown.ts';

export interface View {
  readonly width: number;
  readonly colors: Colors;
}

const maxFindings = 20;

/** One exchange on a line: when, what, how it was answered, the verdict on the signature. */
export function exchangeLine(shown: ShownExchange, { width, colors }: View): string {
  const { number, at, kind, exchange, signature, findings, status } = shown;
  const time = at.toTimeString().slice(0, 8);
  // Only events are signed, as far as the documentation says.
  const isSigned = kind === 'event' || !['unsigned', 'unchecked'].includes(signature.verdict);
  const text = [
    `${time} #${number}`,
    `${exchange.request.method} ${pathOf(exchange.request.url)}`,
    ...whatOf(shown),
    `→ ${status}${shown.exchange.failure ? ` (${shown.exchange.failure.message})` : ''}`,
    ...(isSigned ? [`signature ${signature.verdict}`] : []),
    ...(findings.length === 0 ? [] : [counted(findings.length, 'finding')]),
  ].join('  ');
  const isBad = signature.verdict === 'wrong' || findings.length > 0 || exchange.failure !== undefined || status >= 400;
  const line = truncateLine(text, Math.max(width, 120));
  return isBad ? colors.red(line) : signature.verdict === 'doubtful' ? colors.yellow(line) : line;
}

/** Event, call, and what it repeats. */
function whatOf({ kind, event, callId, resentFrom }: ShownExchange): readonly string[] {
  return [
    event ?? (kind === 'answer' ? 'answer request' : undefined),
    callId,
    resentFrom === undefined ? undefined : `resent #${resentFrom}`,
  ].filter((each) => each !== undefined);
}

/** Everything that is known of an exchange. */
export function details(shown: ShownExchange, { width, colors }: View): readonly string[] {
  const { number, at, exchange, answeredBy, findings, status } = shown;
  const { request, response, failure, durationMs } = exchange;
  const rest = findings.length - maxFindings;
  const from = answeredBy === 'mvk' ? 'from mvk listen' : `from the integration after ${duration(durationMs)}`;
  return [
    '',
    colors.bold(truncateLine([`#${number}`, at.toISOString(), ...whatOf(shown)].join('  '), width)),
    ...signatureLines(shown, width).map((line) => `  ${line}`),
    ...(findings.length === 0 ? [] : [colors.bold('findings')]),
    ...findings.slice(0, maxFindings).flatMap((each) => findingLines(each, width)),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
    colors.bold('request'),
    `  ${truncateLine(`${request.method} ${request.url}`, width * 4)}`,
    ...indented(messageLines(request, width)),
    colors.bold(`response ${status} ${from}`),
    ...(failure
      ? wrapTruncated(`no complete response: ${failure.message}`, width - 2, 5).map((each) => `  ${each}`)
      : []),
    ...(response ? indented(messageLines(response, width)) : []),
    '',
  ];
}

/** The verdict, and each reason of it. */
function signatureLines({ signature }: ShownExchange, width: number): readonly string[] {
  const { verdict, reasons, secret, timestamp, differsAt } = signature;
  const why = verdict === 'right' ? '' : `: ${reasons.map(({ says }) => says).join(', ')}`;
  const age = timestamp?.ageSeconds;
  const aged = age === undefined ? '' : age < 0 ? `, ${-age} s in the future` : `, ${age} s old`;
  const lines = [
    `signature ${verdict}${why}`,
    ...(differsAt === undefined
      ? []
      : [`the signed body differs from the one that came from byte ${differsAt + 1} on`]),
    ...(timestamp ? [`timestamp ${JSON.stringify(timestamp.text)} (${timestamp.kind}${aged})`] : []),
    ...(secret === undefined ? [] : [`secret: that of ${secret}`]),
  ];
  return lines.flatMap((line) => wrapTruncated(line, width - 2, 6));
}

function findingLines(
  { pointer, rule, level, expected, actual, source }: ShownExchange['findings'][number],
  width: number,
): readonly string[] {
  return [
    truncateLine(`${pointer === '' ? '(document)' : pointer}  ${level}  ${rule}`, width - 2),
    ...wrapTruncated(`expected ${expected}, got ${actual}`, width - 2, 4),
    source,
  ].map((line) => `  ${line}`);
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

/** The path with the query; the host is that of the listener in each. */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*/, '') || '/';
}
