import { stripVTControlCharacters } from 'node:util';
import {
  type Exchange,
  type ProcessEnd,
  processEndInWords,
  type ReasonKind,
  type ReportedViolation,
  type Result,
} from '../../spec/index.ts';
import { truncate, truncateAndCount } from '../text/layout.ts';

/** Kinds of causes, in the order in which they must be fixed: what comes first hides what comes after it. */
export const bySeverity = [
  'ended',
  'unreachable',
  'no-response',
  'status',
  'syntax',
  'structure',
  'content',
  'unclear',
] as const;
export type CauseKind = (typeof bySeverity)[number];

/** What a check observed, separate from what it expected. */
interface Observation {
  /** Findings with the same key saw the same. */
  readonly key: string;
  readonly kind: CauseKind;
  /** In words, without a full stop. */
  readonly seen: string;
  /** The last lines that the integration wrote before it ended, each bounded. */
  readonly output?: readonly string[];
}

/** What one finding saw: the response where that is what was wrong, else the value and its place. */
export function symptomOf(result: Result): Observation {
  const [violation] = result.violations ?? [];
  if (!violation) return unjudged(result);
  return response(result, violation) ?? value(result, violation);
}

/** A check that had nothing to judge: whether that is the integration's doing follows from the kind of its reason. */
const kindOfReason = {
  blocked: 'unclear',
  unreachable: 'unreachable',
  'out-of-time': 'unclear',
  interrupted: 'unclear',
  'not-reported': 'unclear',
  'kit-fault': 'unclear',
  undecided: 'unclear',
} as const satisfies Record<Exclude<ReasonKind, 'ended'>, CauseKind>;

function unjudged({ id, reason, cause }: Result): Observation {
  if (!cause) return { key: id, kind: 'content', seen: reason ?? '' };
  if (cause.kind === 'ended') return processEnd(cause);
  return { key: `reason ${reason}`, kind: kindOfReason[cause.kind], seen: reason ?? '' };
}

/** How the process of the integration ended, or did not come up. */
function processEnd(end: ProcessEnd): Observation {
  const lines = stripVTControlCharacters(end.output ?? '').split('\n');
  const output = lines.filter((line) => line.trim() !== '').map((line) => truncateAndCount(line, 300));
  const seen = processEndInWords(end);
  return { key: seen, kind: 'ended', seen, ...(output.length > 0 && { output }) };
}

/** An error response, or none, shows its cause; a success says nothing of it. */
function response(result: Result, { status, exchanges }: ReportedViolation): Observation | undefined {
  // What the kit's own API answered there is no doing of the integration.
  if (result.id.startsWith('api.')) return undefined;
  const last = exchanges.at(-1);
  if (last?.failure) {
    const { kind, ended } = last.failure;
    if (ended) return processEnd(ended);
    const place = endpoint(last);
    return { key: `none ${kind} ${place}`, kind: 'no-response', seen: `${place} got no complete response (${kind})` };
  }
  if (status === undefined) return undefined;
  const exchange = exchanges.findLast((each) => each.response?.status === status);
  if (!exchange?.response) return undefined;
  const { body } = exchange.response;
  const answered = `${endpoint(exchange)} answered ${status}`;
  // What was accepted for one reason says nothing of what was accepted for another: known faults tell which belong together.
  if (status < 300) return { key: `${result.id} ${answered}`, kind: 'content', seen: answered };
  return { key: `${answered} ${shape(body)}`, kind: 'status', seen: answered };
}

function value(result: Result, { actual, where, exchanges }: ReportedViolation): Observation {
  const last = exchanges.at(-1);
  const place = last ? endpoint(last) : '';
  const scope = where ?? (last ? subject(result) : result.id);
  const at = !where ? '' : ` at ${truncate(where, 200)}`;
  const from = place === '' ? '' : ` (${place})`;
  return {
    key: `value ${scope} ${place} ${shape(actual)}`,
    kind: kinds[subject(result).split('.')[1] ?? ''] ?? 'content',
    seen: `${truncate(actual, 200)}${at}${from}`,
  };
}

/** Subjects of the area answer, whose checks look further into an answer one after another. */
const kinds: Readonly<Record<string, CauseKind>> = { http: 'status', json: 'syntax', actions: 'structure' };

function subject({ id }: Result): string {
  return id.split('.').slice(0, 2).join('.');
}

/** Method and path; the query is another one in every call. */
export function endpoint({ request: { method, url } }: Exchange): string {
  return `${truncate(method, 16)} ${truncate(URL.canParse(url) ? new URL(url).pathname : url, 200)}`;
}

/** The beginning of a text without the numbers and ids that are others each time. */
function shape(text: string): string {
  return truncate(text, 300).replace(/[0-9a-f]*\d[0-9a-f]*/gi, '#');
}
