import { type Command, command } from '../command.ts';
import { shared, targetFlags } from '../flags.ts';

const { demo: _demo, flawed: _flawed, ...target } = targetFlags;

export const serve: Command = command({
  flags: {
    port: { takes: 'integer', min: 0, value: 'N', about: 'port on 127.0.0.1 (default 4010)' },
    profile: {
      takes: 'word',
      words: ['smooth', 'spec', 'hostile'],
      value: 'PROFILE',
      about: 'smooth (default), spec or hostile: random faults',
    },
    listen: shared.listen,
    allowHost: shared.allowHost,
    seed: { ...shared.seed, min: 0 },
    ...target,
    verbose: { takes: 'nothing', about: 'shows both directions, with headers and bodies' },
    json: { takes: 'nothing', about: 'logs a line of JSON for each request' },
  },
  example: 'mvk serve --answer-url http://127.0.0.1:3000/answer',
  async run(flags, print) {
    const { runServe } = await import('../serve/run.ts');
    return runServe(flags, print);
  },
});
