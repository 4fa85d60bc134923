import type { Bench } from '../platform/bench.ts';
import { monotonic } from '../platform/clock.ts';
import { IntegrationEnded, placeOf } from '../platform/http/sender.ts';
import { type Exchange, type ReportedViolation, type Result, type Slice, statusInWords } from '../spec/index.ts';
import { createNote, type Note } from './note.ts';
import { noteFailure, overlooked } from './overlooked.ts';
import { graphOf } from './preconditions/explored-flow.ts';
import { undecided } from './reason.ts';
import { headOf, NotApplicable, type Requirement, Violation } from './requirement.ts';

/** What repeats a run, and what plays one call against the same integration. */
export interface Commands {
  readonly command: string;
  readonly callCommand: string;
}

/** Checks one requirement and says how it ended; `leftMs` are left of the run. */
export async function runRequirement(
  requirement: Requirement,
  bench: Bench,
  commands: Commands,
  leftMs: number = Number.POSITIVE_INFINITY,
): Promise<Result> {
  const head = headOf(requirement);
  const missing = requirement.needs.filter((capability) => !bench.capabilities.has(capability));
  if (missing.length > 0) {
    const reason = `needs ${missing.map((capability) => howToDeclare[capability] ?? capability).join(', ')}`;
    return { ...head, outcome: 'not-applicable', reason, durationMs: 0 };
  }
  const start = monotonic();
  const note = createNote();
  bench.health.begin();
  limitTime(bench, leftMs);
  const end = await endOf(requirement, bench, note);
  const slice = note.slice ?? partWalked(requirement, bench);
  const measured = {
    durationMs: Math.round(monotonic() - start),
    ...(note.cases ? { cases: note.cases } : {}),
    ...(slice ? { slice } : {}),
    ...(note.seen ? { seen: bench.redactText(note.seen) } : {}),
  };
  if (end === undefined) return { ...head, outcome: 'passed', ...measured };
  const violation = Violation.in(end);
  if (violation) {
    noteFailure(bench, requirement.id);
    const outcome = head.level === 'must' ? 'failed' : 'warned';
    const violations = [reportViolation(requirement, withTrouble(violation, bench.health.trouble()), bench, commands)];
    const assumptions = (requirement.assumes ?? []).map((id) => `${id}=${bench.options.readings[id]}`);
    return { ...head, outcome, ...measured, violations, ...(assumptions.length > 0 ? { assumptions } : {}) };
  }
  if (end instanceof NotApplicable) {
    return { ...head, outcome: 'not-applicable', reason: bench.redactText(end.message), ...measured };
  }
  const why = undecided(end, bench.redactText);
  const ended = end instanceof IntegrationEnded ? { ended: true as const } : {};
  const trouble = bench.health.trouble();
  const exchanges = trouble ? { exchanges: [bench.redact(trouble)] } : {};
  return { ...head, outcome: 'could-not-run', ...why, ...ended, ...exchanges, ...measured };
}

/** A request that got no complete response, or none but errors after it, is shown first where the check saw only what followed from it. */
function withTrouble(violation: Violation, trouble: Exchange | undefined): Violation {
  const { exchanges = [] } = violation.evidence;
  if (!trouble || exchanges.some((each) => showsTrouble(each, trouble))) return violation;
  const evidence = { ...violation.evidence, exchanges: [trouble, ...exchanges] };
  const whole = new Violation(violation.expected, violation.actual, evidence);
  return Object.assign(whole, violation.path !== undefined && { path: violation.path });
}

/** The same request, or another one to that URL that also failed. */
function showsTrouble({ request, response, failure }: Exchange, trouble: Exchange): boolean {
  const isSamePlace = placeOf(new URL(request.url)) === placeOf(new URL(trouble.request.url));
  return (
    request.url === trouble.request.url || (isSamePlace && (failure !== undefined || (response?.status ?? 0) >= 500))
  );
}

/** Milliseconds that a requirement may take in a short run, too. */
const fewestMs = 5_000;

/** A requirement may take a tenth of what the whole run may, or a quarter of what is left of it, and no longer than that lasts. */
function limitTime(bench: Bench, leftMs: number): void {
  const { runMinutes } = bench.options.budgets;
  const ownMs =
    runMinutes === undefined ? Number.POSITIVE_INFINITY : Math.max(runMinutes * 6_000, leftMs / 4, fewestMs);
  const flags = '--max-minutes or --time-budget';
  const bound = leftMs < ownMs ? `the end of the run (${flags})` : `its share of the run (${flags})`;
  bench.allowance.begin(Math.min(ownMs, leftMs), bound);
}

/** What a check throws, or what its requests say against the integration; undefined when it passed. */
async function endOf(requirement: Requirement, bench: Bench, note: Note): Promise<unknown> {
  let end: unknown;
  try {
    await requirement.check(bench, note);
  } catch (error) {
    end = Violation.in(error) ?? error;
  }
  bench.allowance.begin(Number.POSITIVE_INFINITY, '');
  await bench.callsEnded();
  return (await overlooked(requirement, bench, end)) ?? end;
}

/** The part of the call flow that a check rests on, where several machines divide the walk. */
function partWalked({ walks }: Requirement, bench: Bench): Slice | undefined {
  return walks && graphOf(bench)?.part ? bench.options.part : undefined;
}

/** How a missing capability is declared. */
const howToDeclare: Readonly<Record<string, string>> = {
  answer: 'an answer URL (--answer-url)',
  webhook: 'a webhook URL (--webhook-url)',
  signed: 'the webhook secret (--webhook-secret or MINIVOICE_WEBHOOK_SECRET)',
  process: 'a command that starts the integration (--start), so that it can be restarted',
  state: 'a URL that shows what is stored for a call (observe.callUrl)',
  api: 'triggers that make the integration call the API (api.triggers)',
  remote: 'a target that is not on loopback (--remote)',
  'api-key': 'an API key (MINIVOICE_API_KEY)',
  fixtures: 'a folder of recorded exchanges (fixtures)',
};

/** The status of a response that a violation is about: it says so by the words that all checks use for a status. */
function statusNamed({ actual }: Violation, exchanges: readonly Exchange[]): number | undefined {
  const statuses = exchanges.flatMap(({ response }) => (response ? [response.status] : []));
  return statuses.findLast((status) => actual.includes(statusInWords(status)));
}

/** One requirement run again must not take the place of the report that it was found in. */
const apart = '--report mvk-report/reproduce';

function reportViolation(
  requirement: Requirement,
  violation: Violation,
  bench: Bench,
  { command, callCommand }: Commands,
): ReportedViolation {
  const { where, file, hint, exchanges = [], conversation } = violation.evidence;
  const { seed } = bench.options;
  const path = violation.path ? ` --path ${violation.path}` : '';
  const status = statusNamed(violation, exchanges);
  return {
    expected: bench.redactText(violation.expected),
    actual: bench.redactText(violation.actual),
    ...(status !== undefined && { status }),
    ...(where === undefined ? {} : { where }),
    ...(file && { file }),
    hint: hint ?? requirement.hint,
    exchanges: exchanges.map((exchange) => bench.redact(exchange)),
    replay: `${command} ${apart} --only ${requirement.id} --seed ${seed}${path}`,
    reproduction: { seed, ...(violation.path && { path: violation.path }) },
    ...(conversation && {
      conversation: {
        lines: conversation.lines.map((line) => bench.redactText(line)),
        // Where something is in the graph, which is that of inbound calls.
        ...(!conversation.direction && { path: conversation.path }),
        replay: `${callCommand}${conversation.direction ? ' --outbound' : ''} --press ${conversation.path.join(',') || '""'}`,
      },
    }),
  };
}
