import { isLoopback } from '../../platform/http/loopback.ts';
import { checklist } from '../../reporters/formats/checklist.ts';
import { json } from '../../reporters/formats/json.ts';
import { catalogue, type Report } from '../../spec/index.ts';
import type { ExitCode, Print } from '../command.ts';
import { type ConfigFlags, type Resolved, resolve } from '../config/resolve.ts';
import { callCommandOf, commandOf } from '../reproduce.ts';
import { type RunFlags, runSelected } from './run.ts';
import { select } from './select.ts';

type ReadinessFlags = ConfigFlags & RunFlags & { readonly keepFailures?: boolean };

/** The checks of a deployment, from the flags to the exit code. At the API it reads and nothing else. */
export async function runReadiness(flags: ReadinessFlags, print: Print): Promise<ExitCode> {
  const ids = catalogue.map(({ id }) => id).filter((id) => id.startsWith('readiness.'));
  const selected = select(ids, flags.only ?? []);
  const given = await resolve(flags, process.cwd(), process.env, undefined, { deployed: true });
  const resolved = deployed(given, flags.keepFailures ?? false);
  const commands = { command: commandOf(flags, 'readiness'), callCommand: callCommandOf(flags) };
  // The list says it all; the progress of the run would be a second one.
  const { report, plan, exit } = await runSelected(resolved, { ...flags, quiet: true }, commands, selected);
  if (flags.json) print(json(report).trimEnd());
  else {
    const shown = flags.quiet ? withoutPassed(report) : report;
    const { report: reportDir = 'mvk-report' } = flags;
    print(checklist(shown, { width: process.stdout.columns ?? 80, color: plan.color, reportDir }).trimEnd());
  }
  return exit;
}

/** An integration on another machine is not started here, and gets no address of the kit's API. */
function deployed(resolved: Resolved, keepFailures: boolean): Resolved {
  const { bench, capabilities } = resolved;
  // MiniVoice has no login either: what needs one is not ready.
  const { start, api: _api, access: _access, readiness, ...rest } = bench;
  const targets = [bench.answerUrl, bench.webhookUrl].filter((url) => url !== undefined);
  const isHere = targets.every(isLoopback);
  return {
    ...resolved,
    bench: { ...rest, ...(start && isHere && { start }), readiness: { ...readiness, keepFailures } },
    capabilities: capabilities.filter((each) => each !== 'api' && (each !== 'process' || isHere)),
  };
}

function withoutPassed(report: Report): Report {
  return { ...report, results: report.results.filter(({ outcome }) => outcome !== 'passed') };
}
