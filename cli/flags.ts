/** The flags that several commands share, each defined once. */
export const shared = {
  config: { takes: 'text', value: 'FILE', about: 'configuration file (default: mvk.config.* here)' },
  answerUrl: { takes: 'text', value: 'URL', about: 'where MiniVoice asks for instructions' },
  webhookUrl: { takes: 'text', value: 'URL', about: 'where MiniVoice sends events' },
  webhookSecret: { takes: 'text', value: 'SECRET', about: 'signs the events' },
  start: { takes: 'text', value: 'CMD', about: 'command that starts the integration' },
  reuse: { takes: 'nothing', about: 'with --start: another server may hold the ports' },
  demo: { takes: 'nothing', about: 'takes the integration that comes with the kit' },
  flawed: { takes: 'nothing', about: 'with --demo: one with mistakes' },
  only: { takes: 'list', value: 'GLOB', about: 'requirements to check, such as webhook.*' },
  seed: { takes: 'integer', value: 'N', about: 'repeats the generated cases of a run' },
  runs: { takes: 'integer', min: 1, value: 'N', about: 'cases per property (default 100)' },
  maxMinutes: { takes: 'integer', min: 1, value: 'N', about: 'ends the run after N minutes (default 10)' },
  shard: { takes: 'text', value: 'I/N', about: 'checks the part of one machine of N; see mvk merge' },
  path: { takes: 'text', value: 'PATH', about: 'replays one case; with --seed and --only ID' },
  remote: { takes: 'nothing', about: 'allows targets beyond this machine' },
  failOn: { takes: 'word', words: ['must', 'should'], value: 'LEVEL', about: 'must (default) or should' },
  minCoverage: { takes: 'percent', value: 'PERCENT', about: 'fails a run that judges fewer clauses' },
  annotations: { takes: 'word', words: ['github'], value: 'HOST', about: 'prints annotations for github' },
  assume: { takes: 'texts', value: 'ID=READING', about: 'reads an open question so' },
  saveFailures: { takes: 'nothing', about: 'keeps what fails; later runs try it first' },
  keepFailures: { takes: 'nothing', about: 'keeps a call although exchanges of it failed' },
  report: { takes: 'text', value: 'DIR', about: 'folder of the reports (default mvk-report)' },
  json: { takes: 'nothing', about: 'prints JSON and nothing else' },
  quiet: { takes: 'nothing', about: 'prints only failures and the verdict' },
  help: { takes: 'nothing', about: 'prints this help' },
} as const;

type Shared = typeof shared;

const { config, answerUrl, webhookUrl, webhookSecret, start, reuse, demo, flawed, remote, assume } = shared;

/** The flags that name the URLs of an integration and what they are asked with. */
export const urlFlags: Pick<Shared, 'config' | 'answerUrl' | 'webhookUrl' | 'webhookSecret'> = {
  config,
  answerUrl,
  webhookUrl,
  webhookSecret,
};

/** The flags that say which integration is meant, and with which readings. */
export const targetFlags: typeof urlFlags & Pick<Shared, 'start' | 'reuse' | 'demo' | 'flawed' | 'remote' | 'assume'> =
  {
    ...urlFlags,
    ...{ start, reuse, demo, flawed, remote, assume },
  };
