import { refuseLogin } from '../../platform/config/targets.ts';
import { isLoopback } from '../../platform/http/loopback.ts';
import { wordOf } from '../arguments.ts';
import { UsageError } from '../command.ts';
import { flagName } from '../flag.ts';
import { formats, hosts } from './choices.ts';
import type { Project } from './project.ts';

type Format = (typeof formats)[number];
export type Host = Exclude<(typeof hosts)[number], 'none'>;

/** What the files that are written say. */
export interface Settings {
  readonly answerUrl: string | undefined;
  readonly webhookUrl: string | undefined;
  readonly start: string | undefined;
  readonly observeUrl: string | undefined;
  readonly format: Format;
  readonly ci: readonly Host[];
  /** A target is beyond this machine. */
  readonly remote: boolean;
}

/** One thing to settle, by a flag, an answer or a guess. */
export interface Question {
  readonly flag: 'answerUrl' | 'webhookUrl' | 'start' | 'observeUrl' | 'format' | 'ci';
  readonly asks: string;
  /** Taken unless another is given; "none" leaves it out. */
  readonly defaultValue: string;
  /** What the guess rests on. */
  readonly why: string;
  /** Throws a sentence when the value is wrong. */
  check(value: string): void;
}

type Settle = (question: Question) => Promise<string>;

/** Settles everything, in the order in which a person thinks of it. */
export async function settle(
  project: Project,
  ci: { defaultValue: readonly (typeof hosts)[number][]; why: string },
  by: Settle,
): Promise<Settings> {
  const guess = `http://127.0.0.1:${project.ownPort ?? project.port}`;
  const url = (flag: Question['flag'], asks: string, defaultValue: string, why: string): Promise<string> =>
    by({ flag, asks, defaultValue, why, check: (value) => urlCheck(value, `--${flagName(flag)}`) });
  const said = (found: string | undefined): string => (found === undefined ? 'a usual place' : 'as its source says');

  const answer = await url(
    'answerUrl',
    'Where does MiniVoice ask for instructions?',
    `${guess}${project.answerPath ?? '/answer'}`,
    said(project.answerPath),
  );
  const origin = answer === 'none' ? guess : (/^\w+:\/\/[^/?#]+/.exec(answer)?.[0] ?? guess);
  const webhook = await url(
    'webhookUrl',
    'Where does MiniVoice send events? ("none": nowhere)',
    `${origin}${project.webhookPath ?? '/webhook'}`,
    said(project.webhookPath),
  );
  if (answer === 'none' && webhook === 'none') {
    throw new UsageError('--answer-url and --webhook-url are both "none", so there is nothing to check');
  }
  const remote = [answer, webhook].some((each) => each !== 'none' && !isLoopback(sample(each)));
  const start = startAt(project, origin);
  const command = await by({
    flag: 'start',
    asks: 'Which command starts it? ("none": it is running already)',
    defaultValue: (remote ? undefined : start) ?? 'none',
    why: remote ? 'it runs elsewhere' : start === undefined ? 'no file tells' : project.mark,
    check: (value) => notEmpty(value, '--start'),
  });
  const observe = await url(
    'observeUrl',
    'Which URL with {call_id} shows what is stored of a call? ("none": no such URL)',
    project.callPath === undefined ? 'none' : `${origin}${project.callPath}`,
    project.callPath === undefined ? 'more can be checked with one' : said(project.callPath),
  );
  const format = await by({
    flag: 'format',
    asks: `Format of the configuration? (${formats.join(', ')})`,
    defaultValue: project.format,
    why: project.language === undefined ? 'for any project' : `for a ${project.language} project`,
    check: (value) => void wordOf(value, formats, '--format'),
  });
  const where = await by({
    flag: 'ci',
    asks: `Where does its CI run? (${hosts.join(', ')}; several with commas)`,
    defaultValue: ci.defaultValue.join(','),
    why: ci.why,
    check: (value) => void hostsOf(value),
  });
  return {
    answerUrl: givenAnswer(answer),
    webhookUrl: givenAnswer(webhook),
    start: givenAnswer(command),
    observeUrl: givenAnswer(observe),
    format: wordOf(format, formats, '--format'),
    ci: hostsOf(where),
    remote,
  };
}

/** A command that gives the port gives that of the URLs. */
function startAt({ start, port }: Project, origin: string): string | undefined {
  const wanted = URL.canParse(origin) ? new URL(origin).port : '';
  return wanted === '' ? start : start?.replaceAll(new RegExp(`\\b${port}\\b`, 'g'), wanted);
}

function hostsOf(value: string): Host[] {
  const words = value.split(',').map((word) => wordOf(word.trim(), hosts, '--ci'));
  if (words.includes('none') && words.length > 1) {
    throw new UsageError(`--ci none cannot be combined with others (got ${JSON.stringify(value)})`);
  }
  return [...new Set(words.filter((word) => word !== 'none'))];
}

function urlCheck(value: string, flag: string): void {
  if (value !== 'none') refuseLogin(sample(value), flag);
  if (flag === '--observe-url' && value !== 'none' && !value.includes('{call_id}')) {
    throw new UsageError(`--observe-url must contain {call_id} (got ${JSON.stringify(value)})`);
  }
}

function notEmpty(value: string, flag: string): void {
  if (value.trim() === '') throw new UsageError(`${flag} is empty`);
}

/** A URL may take its port from the environment. */
function sample(url: string): string {
  return url.replace(/\$\{\w+\}/g, '1');
}

function givenAnswer(value: string): string | undefined {
  return value === 'none' ? undefined : value;
}
