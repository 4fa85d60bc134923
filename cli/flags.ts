import type { Flags } from './command.ts';

/** The flags that several commands share, each defined once. */
export const flags = {
  config: { type: 'string', value: 'FILE', about: 'configuration file (default: mvk.config.* here)' },
  'answer-url': { type: 'string', value: 'URL', about: 'where MiniVoice asks for instructions' },
  'webhook-url': { type: 'string', value: 'URL', about: 'where MiniVoice sends events' },
  'webhook-secret': { type: 'string', value: 'SECRET', about: 'signs the events' },
  start: { type: 'string', value: 'CMD', about: 'command that starts the integration' },
  reuse: { type: 'boolean', about: 'with --start: another server may hold the ports' },
  only: { type: 'string', multiple: true, value: 'GLOB', about: 'requirements to check, such as webhook.*' },
  seed: { type: 'string', value: 'N', about: 'repeats the generated cases of a run' },
  runs: { type: 'string', value: 'N', about: 'cases per property (default 100)' },
  'max-minutes': { type: 'string', value: 'N', about: 'ends the run after N minutes (default 10)' },
  shard: { type: 'string', value: 'I/N', about: 'runs shard I of N; see mvk merge' },
  path: { type: 'string', value: 'PATH', about: 'repeats one case; with --seed and --only ID' },
  remote: { type: 'boolean', about: 'allows targets on other machines' },
  'fail-on': { type: 'string', value: 'LEVEL', about: 'must (default) or should' },
  'min-coverage': { type: 'string', value: 'PERCENT', about: 'fails a run that judges fewer clauses' },
  annotations: { type: 'string', value: 'HOST', about: 'prints annotations for github' },
  assume: { type: 'string', multiple: true, value: 'ID=READING', about: 'chooses a reading for an open question' },
  'save-failures': { type: 'boolean', about: 'saves failing cases; later runs try them first' },
  report: { type: 'string', value: 'DIR', about: 'folder of the reports (default mvk-report)' },
  json: { type: 'boolean', about: 'prints JSON and nothing else' },
  quiet: { type: 'boolean', about: 'prints only failures and the verdict' },
  help: { type: 'boolean', about: 'prints this help' },
} as const;

/** The flags that say which integration is meant, and with which readings. */
export const targetFlags: Flags = {
  config: flags.config,
  'answer-url': flags['answer-url'],
  'webhook-url': flags['webhook-url'],
  'webhook-secret': flags['webhook-secret'],
  start: flags.start,
  reuse: flags.reuse,
  demo: { type: 'boolean', about: 'uses the bundled demo integration' },
  flawed: { type: 'boolean', about: 'with --demo: the faulty version' },
  remote: flags.remote,
  assume: flags.assume,
};
