import type { Recording } from '../fixtures/record.ts';
import { createRecorder } from '../fixtures/recorder.ts';
import type { Passed } from '../fixtures/wire/conversation.ts';
import { trusting } from '../platform/authorities.ts';
import { launcher } from '../platform/launch.ts';
import { terminal } from '../reporters/escape.ts';
import { type BenchOptions, judgeAnswer } from '../spec/index.ts';
import { ExitCode, integer, type Print, text, texts, UsageError, type Values } from './command.ts';
import type { Resolved } from './config.ts';
import { targetOf } from './demo-target.ts';
import { folderOf, knownSecrets } from './fixture-folder.ts';
import { openTaps, type Taps } from './record-taps.ts';
import { savedLines } from './saved-lines.ts';
import { firstSignal } from './signals.ts';
import { startedBench } from './started-bench.ts';
import { httpUrl, probe, requireLoopback } from './targets.ts';

/** Records until Ctrl-C, or until enough calls were kept. */
export async function runRecord(values: Values, print: Print): Promise<ExitCode> {
  const resolved = await targetOf(values);
  const { answerUrl, webhookUrl, webhookSecret } = resolved.bench;
  const given = await apiOf(values);
  const root = text(values, 'fixtures') ?? folderOf(resolved);
  const most = integer(values, 'calls', 1) ?? Number.POSITIVE_INFINITY;
  const say = (line: string): void => void (values.quiet !== true && print(terminal(line)));
  const stop = firstSignal();
  const hosts = texts(values, 'allow-host');
  let apiBaseUrl = given;
  let secrets = knownSecrets(webhookSecret);
  let [saved, refused] = [0, 0];
  let isWarned = false;

  const recording = (): Recording => ({
    answerUrl,
    webhookUrl,
    ...(apiBaseUrl !== undefined && { apiBaseUrl }),
    secrets,
    origins: hosts.flatMap((host) => [`https://${host}`, `http://${host}`]),
  });
  const recorder = createRecorder({
    root,
    name: text(values, 'name'),
    recording,
    onPassed(passed, kind) {
      say(lineOf(passed, kind));
      const past = kind === 'answer' && !isWarned ? redirectPast(passed, answerUrl) : undefined;
      if (past === undefined) return;
      isWarned = true;
      print(
        terminal(
          `note: a redirect leads past the recorder, to ${past}; tell the integration that its public URL is ${taps.origins[0]}`,
        ),
      );
    },
    keepFailures: values['keep-failures'] === true,
    onSaved(one) {
      for (const line of savedLines(one)) print(terminal(line));
      if (one.folder === undefined) refused++;
      else saved++;
      if (saved + refused >= most) stop.end();
    },
  });
  const port = integer(values, 'port', 0) ?? 4100;
  const api = (): string => apiBaseUrl ?? 'http://127.0.0.1:9';
  const { ca } = trusting(resolved.bench);
  const taps = await openTaps({ answerUrl, webhookUrl, apiBaseUrl: api, port, hosts, ca }, recorder.begin);
  try {
    const redirected = through(resolved, taps);
    const adjust = (environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
      apiBaseUrl ??= environment.MINIVOICE_API_BASE_URL;
      const own = process.env.MINIVOICE_API_KEY;
      return {
        ...environment,
        MINIVOICE_API_BASE_URL: `${taps.apiBaseUrl}${pathOf(api())}`,
        // The API that was named knows a key of its own.
        ...(given !== undefined && own && { MINIVOICE_API_KEY: own }),
        ...(values.demo === true && { PUBLIC_URL: taps.origins[0] ?? '' }),
      };
    };
    const { bench } = await startedBench(redirected, adjust, {}, launcher(quietly(resolved.bench)));
    secrets = [...secrets, bench.apiKey];
    try {
      await probe([answerUrl, webhookUrl].filter((url) => url !== undefined));
      print(placesText(taps, apiBaseUrl));
      await stop.came;
      await recorder.quiet();
      // Who is still waiting then has got no response: that is kept as well.
      await taps.close();
      await recorder.close();
    } finally {
      await bench.close();
    }
  } finally {
    await taps.close();
  }
  if (recorder.dropped > 0) print(`${recorder.dropped} exchanges were not kept: their call had too many`);
  if (saved + refused === 0) print('nothing was kept: no exchange of MiniVoice passed');
  return refused > 0 ? ExitCode.Violates : ExitCode.Conforms;
}

/** Calls that the kit's own API places pass by the recorder too. */
function through({ bench, ...rest }: Resolved, { answerUrl, webhookUrl }: Taps): Resolved {
  const instead = { ...(answerUrl !== undefined && { answerUrl }), ...(webhookUrl !== undefined && { webhookUrl }) };
  return { ...rest, bench: { ...bench, ...instead } };
}

/** Whether the integration is there is asked of itself, and not for instructions: what it would ask of the API then belongs to no call. */
function quietly(bench: BenchOptions): BenchOptions {
  const own = bench.answerUrl ?? bench.webhookUrl;
  const { start } = bench;
  if (!start || own === undefined) return bench;
  return { ...bench, start: { ...start, readyUrl: start.readyUrl ?? new URL('/', own).href } };
}

function placesText({ answerUrl, webhookUrl, apiBaseUrl }: Taps, api: string | undefined): string {
  return [
    'Recording until Ctrl-C. Instead of the integration and the API, name these:',
    ...(answerUrl ? [`  answer_url   ${answerUrl}`] : []),
    ...(webhookUrl ? [`  webhook_url  ${webhookUrl}`] : []),
    ...(api ? [`  API          ${apiBaseUrl}${pathOf(api)}`] : []),
  ].join('\n');
}

/** A redirect to where the integration itself listens: what is asked there passes nobody. */
function redirectPast({ response }: Passed, answerUrl: string | undefined): string | undefined {
  const own = answerUrl && new URL(answerUrl).origin;
  const redirects = response ? judgeAnswer(response.body).actions.filter(({ name }) => name === 'redirect') : [];
  const urls = redirects.map(({ parameters }) => String(parameters.url));
  return urls.find((url) => URL.canParse(url) && new URL(url).origin === own);
}

function pathOf(url: string): string {
  return new URL(url).pathname.replace(/\/+$/, '');
}

/** The real API is asked with the keys of the integration: not without being told so. */
async function apiOf(values: Values): Promise<string | undefined> {
  const url = text(values, 'api');
  if (url === undefined) return undefined;
  const { search, hash } = httpUrl(url, '--api');
  if (search || hash)
    throw new UsageError(
      `--api must be a base URL, and is ${JSON.stringify(url)}`,
      'https://api.minivoice.eu/v1 is one.',
    );
  if (values.remote !== true) await requireLoopback(url, '--api');
  return url.replace(/\/+$/, '');
}

function lineOf({ request, response, failure }: Passed, kind: string | undefined): string {
  const { pathname } = new URL(request.url);
  const outcome = response ? String(response.status) : (failure?.message ?? 'no response');
  return `${(kind ?? '–').padEnd(7)}${request.method} ${pathname} ${outcome}${kind ? '' : ' (not of MiniVoice: not kept)'}`;
}
