import type { Reason, Report, ReportedViolation, Result } from '../../spec/index.ts';

/** A report of version 0.1.0 says some facts in words alone. This is the one place that reads them there; a newer report is left as it is. */
export function withFacts(report: Report): Report {
  return { ...report, results: report.results.map(resultWithFacts) };
}

function resultWithFacts(result: Result): Result {
  if (result.outcome === 'could-not-run') {
    const { reason = '', cause = reasonIn(reason) } = result as Partial<Pick<typeof result, 'reason' | 'cause'>>;
    return { ...result, reason, cause };
  }
  if (!result.violations) return result;
  return { ...result, violations: result.violations.map((each) => violationWithFacts(result.id, each)) };
}

function reasonIn(text: string): Reason {
  const [, by] = /\((?:mend|see) ([a-z][a-z0-9-]*\.[a-z0-9.-]*)(?: first)?\)/.exec(text) ?? [];
  if (by !== undefined) return { kind: 'blocked', by };
  const [, command, how, output] =
    /^The command "(.*?)" (.+?)(?:; it wrote nothing\.|; its last output:\n(.*))?$/s.exec(text) ?? [];
  if (command !== undefined && how !== undefined) {
    return { kind: 'ended', command, how, ...(output !== undefined && { output }) };
  }
  return { kind: /^(?:a fault of the kit|could not tell|not judged): /.test(text) ? 'undecided' : 'unreachable' };
}

function violationWithFacts(id: string, violation: ReportedViolation): ReportedViolation {
  if (violation.reproduction) return violation;
  const { replay, actual, where = '', conversation } = violation;
  const [, seed, path] = / --seed (-?\d+)(?: --path ([\d:]+))?$/.exec(replay) ?? [];
  const [, status] = /\bstatus (\d{3})\b/.exec(actual) ?? [];
  const [, name, inside] = (id.startsWith('fixture.') && /^(.{1,500}?\.json)(?::? *(.*))?$/s.exec(where)) || [];
  const pressed = conversation?.path?.join(',') ?? / --press (\S+)$/.exec(conversation?.replay ?? '')?.[1];
  return {
    ...violation,
    ...(status !== undefined && { status: Number(status) }),
    ...(name !== undefined && { file: { name, ...(inside && { inside }) } }),
    ...(seed !== undefined && { reproduction: { seed: Number(seed), ...(path !== undefined && { path }) } }),
    ...(conversation && {
      conversation: {
        ...conversation,
        ...(pressed !== undefined && { path: pressed === '""' || pressed === '' ? [] : pressed.split(',') }),
      },
    }),
  };
}
