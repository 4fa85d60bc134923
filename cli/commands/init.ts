import type { Command } from '../command.ts';
import { flags } from '../flags.ts';

export const init: Command = {
  name: 'init',
  summary: 'Write a configuration, a CI job and a .gitignore line.',
  options: {
    'answer-url': flags['answer-url'],
    'webhook-url': { ...flags['webhook-url'], about: `${flags['webhook-url'].about}; or "none"` },
    start: { ...flags.start, about: `${flags.start.about}; or "none"` },
    'observe-url': { type: 'string', value: 'URL', about: 'URL with {call_id} that shows a stored call' },
    format: { type: 'string', value: 'FORMAT', about: 'configuration format: ts, js, yaml or json' },
    ci: { type: 'string', multiple: true, value: 'HOST', about: 'github, gitlab or none' },
    force: { type: 'boolean', about: 'overwrites existing files' },
    yes: { type: 'boolean', about: 'asks nothing and uses what it finds' },
    help: flags.help,
  },
  example: 'mvk init --start "npm start" --ci github',
  async run(values, print) {
    const { runInit } = await import('../init/run.ts');
    return runInit(values, process.cwd(), print);
  },
};
