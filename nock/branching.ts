import { createRedactor } from '../platform/redaction/redact.ts';
import { type ErrorCode, type OperationId, validators } from '../spec/index.ts';
import type { Ended } from './ended.ts';
import { ErrorBranchingError, type Finding, findingsOf } from './finding.ts';
import { laws } from './laws/index.ts';
import { breachesOf } from './laws/law.ts';
import { type MiniVoiceMock, mockMiniVoice } from './mock.ts';
import type { MockRequest } from './request.ts';
import { openSubject } from './subject.ts';
import { runTrial, type Trial, type Work } from './trial.ts';

export interface BranchingOptions<Result> {
  /** Makes the client do its work once; it may throw. Called some sixty times, each time with an API that knows nothing. */
  readonly run: (api: MiniVoiceMock) => Result | Promise<Result>;
  /** Which part of the end is the outcome (default: the whole result, or name and own code of an error). */
  readonly classify?: (ended: Ended<Result>) => unknown;
  /** The one that is judged; needed where the work asks for more than one. */
  readonly operation?: OperationId;
  /** Groups of codes that must lead to different outcomes. */
  readonly distinguish?: readonly (readonly ErrorCode[])[];
  /** Maximum milliseconds of one run (default 15,000, at most 60,000). */
  readonly timeoutMs?: number;
  /** The mock to use (default: a new one). It is reset before each run. */
  readonly api?: MiniVoiceMock;
}

/** Applies the laws of error handling to a client in this process; no finding means that it keeps them. */
export async function checkErrorBranching<Result>(options: BranchingOptions<Result>): Promise<readonly Finding[]> {
  const api = options.api ?? mockMiniVoice();
  try {
    const { run, timeoutMs = 15_000 } = options;
    const classify = options.classify as Work['classify'];
    const work: Work = { api, run, classify, timeoutMs };
    // Loaded with the first request otherwise, at which clients with a short time-out would give up.
    await validators('api');
    const plain = await runTrial(work);
    const operation = operationOf(plain, options.operation, api.baseUrl);
    const subject = openSubject(work, { operation, plain, distinguish: options.distinguish ?? [] });
    const findings: Finding[] = [];
    for (const law of laws) findings.push(...findingsOf(law.id, operation, await breachesOf(law, subject)));
    return findings.map(redactorOf(plain.requests));
  } finally {
    if (options.api) api.reset();
    else api.restore();
  }
}

/** Throws one error that lists the findings, if there are any. */
export async function assertErrorBranching<Result>(options: BranchingOptions<Result>): Promise<void> {
  const findings = await checkErrorBranching(options);
  if (findings.length > 0) throw new ErrorBranchingError(findings);
}

/** The operation that is judged, provided that the work goes well when nothing goes wrong: else nothing can be said. */
function operationOf(plain: Trial, wanted: OperationId | undefined, baseUrl: string): OperationId {
  const { ended, uncaught, words, requests } = plain;
  const cause = ended && 'error' in ended ? ended.error : uncaught?.error;
  const fail = (why: string) => new Error(`The error handling cannot be judged: ${why}`, { cause });
  if (!ended || 'error' in ended) throw fail(`when nothing goes wrong, ${words}`);
  if (requests.length === 0) throw fail(`run() sent no request to ${baseUrl}`);
  const asked = [...new Set(requests.flatMap(({ operation }) => operation ?? []))];
  const [only] = asked;
  const operation = wanted ?? only;
  if (operation === undefined || !asked.includes(operation)) {
    throw fail(`run() made no ${wanted ?? 'documented'} request; it sent ${requests.map(inWords).join(', ')}`);
  }
  if (!wanted && asked.length > 1) throw fail(`run() calls ${asked.join(', ')}: choose one with the option operation`);
  const last = requests.findLast((each) => each.operation === operation);
  if (last?.status !== undefined && last.status < 300) return operation;
  const [problem] = last?.problems ?? [];
  const why = problem ? `: expected ${problem.where} ${problem.expected}, got ${problem.actual}` : '';
  throw fail(`when nothing goes wrong, ${operation} is answered ${last?.status}${why}`);
}

function inWords({ method, path }: MockRequest): string {
  return `${method} ${path}`;
}

/** Findings are printed in logs of CI: without keys and without real numbers. */
function redactorOf(requests: readonly MockRequest[]): (finding: Finding) => Finding {
  const keys = requests.flatMap(({ headers }) => headers.authorization?.replace(/^bearer +/i, '') ?? []);
  const { text } = createRedactor([...new Set(keys)]);
  return (finding) => ({ ...finding, expected: text(finding.expected), actual: text(finding.actual) });
}
