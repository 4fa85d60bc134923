import { isLoopback } from '../../platform/http/loopback.ts';
import { checklist } from '../../reporters/formats/checklist.ts';
import { json } from '../../reporters/formats/json.ts';
import { catalogue, type Report } from '../../spec/index.ts';
import { type ExitCode, type Print, text, texts, type Values } from '../command.ts';
import { type Resolved, resolve } from '../config/resolve.ts';
import { callCommandOf, commandOf } from '../reproduce.ts';
import { runSelected } from './run.ts';
import { select } from './select.ts';

/** The checks of a deployment, from the flags to the exit code. At the API it reads and nothing else. */
export async function runReadiness(values: Values, print: Print): Promise<ExitCode> {
  const ids = catalogue.map(({ id }) => id).filter((id) => id.startsWith('readiness.'));
  const selected = select(ids, texts(values, 'only', true));
  const given = await resolve(values, process.cwd(), process.env, undefined, { deployed: true });
  const resolved = deployed(given, values['keep-failures'] === true);
  const commands = { command: commandOf(values, 'readiness'), callCommand: callCommandOf(values) };
  // The list says it all; the progress of the run would be a second one.
  const { report, plan, exit } = await runSelected(resolved, { ...values, quiet: true }, commands, selected);
  if (values.json === true) print(json(report).trimEnd());
  else {
    const shown = values.quiet === true ? withoutPassed(report) : report;
    const reportDir = text(values, 'report') ?? 'mvk-report';
    print(checklist(shown, { width: process.stdout.columns ?? 80, color: plan.color, reportDir }).trimEnd());
  }
  return exit;
}

/** An integration on another machine is not started here, and gets no address of the kit's API. */
function deployed(resolved: Resolved, keepFailures: boolean): Resolved {
  const { bench, capabilities } = resolved;
  const { start, api: _api, readiness, ...rest } = bench;
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
