/** The flags that several commands share, each defined once. */
export const shared = {
  config: { takes: 'text', value: 'FILE', about: 'configuration file (default: mvk.config.* here)' },
  envFile: { takes: 'texts', value: 'FILE', about: 'sets environment variables' },
  answerUrl: { takes: 'text', value: 'URL', about: 'where MiniVoice asks for instructions' },
  webhookUrl: { takes: 'text', value: 'URL', about: 'where MiniVoice sends events' },
  webhookSecret: { takes: 'text', value: 'SECRET', about: 'signs the events' },
  start: { takes: 'text', value: 'CMD', about: 'command that starts the integration' },
  noStart: { takes: 'nothing', about: 'it is running already, such as in a debugger' },
  reuse: { takes: 'nothing', about: 'with --start: another server may hold the ports' },
  header: { takes: 'texts', value: 'HEADER', about: 'sent to each target, as "Name: value"' },
  cookie: { takes: 'texts', value: 'COOKIE', about: 'sent to each target, as NAME=VALUE' },
  basicAuth: { takes: 'text', value: 'LOGIN', about: 'sent to each target, as USER:PASSWORD' },
  demo: { takes: 'nothing', about: 'uses the bundled demo integration' },
  flawed: { takes: 'nothing', about: 'with --demo: the faulty version' },
  only: { takes: 'list', value: 'GLOB', about: 'requirements to check, such as webhook.*' },
  seed: { takes: 'integer', value: 'N', about: 'repeats the generated cases of a run' },
  runs: { takes: 'integer', min: 1, value: 'N', about: 'cases per property (default 100)' },
  maxMinutes: { takes: 'integer', min: 1, value: 'N', about: 'ends the run after N minutes (default 10)' },
  shard: { takes: 'text', value: 'I/N', about: 'runs shard I of N; see mvk merge' },
  path: { takes: 'text', value: 'PATH', about: 'repeats one case; with --seed and --only ID' },
  remote: { takes: 'nothing', about: 'allows targets on other machines' },
  failOn: { takes: 'word', words: ['must', 'should'], value: 'LEVEL', about: 'must (default) or should' },
  minCoverage: { takes: 'percent', value: 'PERCENT', about: 'fails a run that judges fewer clauses' },
  minContractCoverage: { takes: 'percent', value: 'PERCENT', about: 'fails a run that judges less of the contract' },
  contract: { takes: 'text', value: 'VERSION', about: 'scores this version; shows what is later' },
  annotations: { takes: 'word', words: ['github'], value: 'HOST', about: 'prints annotations for github' },
  assume: { takes: 'texts', value: 'ID=READING', about: 'chooses a reading for an open question' },
  saveFailures: { takes: 'nothing', about: 'saves failing cases; later runs try them first' },
  keepFailures: { takes: 'nothing', about: 'keeps a call although exchanges of it failed' },
  listen: { takes: 'text', value: 'ADDRESS', about: 'such as 0.0.0.0 for others; needs --allow-host' },
  allowHost: { takes: 'texts', value: 'HOST', about: 'name by which others may ask' },
  report: { takes: 'text', value: 'DIR', about: 'folder of the reports (default mvk-report)' },
  json: { takes: 'nothing', about: 'prints JSON and nothing else' },
  quiet: { takes: 'nothing', about: 'prints only failures and the verdict' },
  help: { takes: 'nothing', about: 'prints this help' },
} as const;

type Shared = typeof shared;

/** Shared flags by their names, in this order. */
export function sharedFlags<Name extends keyof Shared>(...names: readonly Name[]): Pick<Shared, Name> {
  return Object.fromEntries(names.map((name) => [name, shared[name]])) as Pick<Shared, Name>;
}

/** The flags that get requests through to a protected target. */
export const accessFlags: Pick<Shared, 'header' | 'cookie' | 'basicAuth'> = sharedFlags(
  'header',
  'cookie',
  'basicAuth',
);

/** The flags that say where an integration is. */
export const urlFlags: Pick<Shared, 'config' | 'envFile' | 'answerUrl' | 'webhookUrl' | 'webhookSecret'> = sharedFlags(
  'config',
  'envFile',
  'answerUrl',
  'webhookUrl',
  'webhookSecret',
);

/** The flags that say which integration is meant, and with which readings. */
export const targetFlags: typeof urlFlags &
  typeof accessFlags &
  Pick<Shared, 'start' | 'noStart' | 'reuse' | 'demo' | 'flawed' | 'remote' | 'assume'> = {
  ...urlFlags,
  ...accessFlags,
  ...sharedFlags('start', 'noStart', 'reuse', 'demo', 'flawed', 'remote', 'assume'),
};
