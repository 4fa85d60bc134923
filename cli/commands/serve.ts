import type { Command } from '../command.ts';
import { flags, targetFlags } from '../flags.ts';

const { demo: _demo, flawed: _flawed, ...target } = targetFlags;

export const serve: Command = {
  name: 'serve',
  summary: 'Serve the API of MiniVoice on this machine, for development.',
  options: {
    port: { type: 'string', value: 'N', about: 'port on 127.0.0.1 (default 4010)' },
    profile: { type: 'string', value: 'PROFILE', about: 'smooth (default), spec or hostile: random faults' },
    seed: flags.seed,
    ...target,
    json: { type: 'boolean', about: 'logs a line of JSON for each request' },
  },
  example: 'mvk serve --answer-url http://127.0.0.1:3000/answer',
  async run(values, print) {
    const { runServe } = await import('../serve/run.ts');
    return runServe(values, print);
  },
};
