import type { Exchange, ProcessEnd, Reason, Result } from '../../spec/index.ts';
import { resultOf } from './reports.ts';

interface Seen {
  readonly id: string;
  readonly actual?: string;
  readonly where?: string;
  readonly level?: Result['level'];
  readonly url?: string;
  readonly status?: number;
  readonly body?: string;
  readonly failure?: NonNullable<Exchange['failure']>['kind'];
  readonly message?: string;
  readonly ended?: ProcessEnd;
  readonly path?: readonly string[];
}

/** A finding whose last exchange was answered so. */
export function broken({
  id,
  actual,
  where,
  level = 'must',
  url = 'http://127.0.0.1:3000/webhook',
  status = 500,
  body = '',
  failure,
  message = 'gone',
  ended,
  path,
}: Seen): Result {
  const exchange: Exchange = {
    request: { method: 'POST', url, headers: {} },
    ...(failure
      ? { failure: { kind: failure, message, ...(ended && { ended }) } }
      : { response: { status, headers: {}, body } }),
    durationMs: 1,
  };
  const violation = {
    expected: 'otherwise',
    actual: actual ?? `status ${status}`,
    ...(actual === undefined && !failure && { status }),
    exchanges: [exchange],
    replay: 'mvk check',
    ...(path && { conversation: { lines: [], path, replay: 'mvk call' } }),
  };
  return resultOf(id, level === 'must' ? 'failed' : 'warned', {
    level,
    violations: [{ ...violation, ...(where !== undefined && { where }) }],
  });
}

/** What a check could not tell, with its reason. */
export function unjudged(id: string, reason: string, cause: Reason = { kind: 'undecided' }): Result {
  return resultOf(id, 'could-not-run', { reason, cause });
}

/** What waits for another requirement. */
export function blockedBy(by: string, id: string): Result {
  return unjudged(id, `not judged (fix ${by} first)`, { kind: 'blocked', by });
}

/** How an integration ended in the middle of a run, as the bench says it. */
export const died = 'The command "npm start" ended with exit code 3 after POST /webhook';

const end: ProcessEnd = {
  command: 'npm start',
  how: 'ended with exit code 3 after POST /webhook',
  output: '\u001b[31mTypeError\u001b[39m: <b>no database</b>\n\nNode.js',
};

/** What is left of that run: a request that was cut, and two requirements that nobody could judge. */
export const ended: readonly Result[] = [
  ...['webhook.a.one', 'webhook.a.two'].map((id) =>
    unjudged(id, `${died}; its last output: …`, { kind: 'ended', ...end }),
  ),
  broken({ id: 'webhook.a.cut', failure: 'cut', message: `the connection was closed; ${died}`, ended: end }),
];
