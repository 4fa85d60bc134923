import { type Command, command } from '../command.ts';
import { shared } from '../flags.ts';
import { formats } from '../init/choices.ts';

export const init: Command = command({
  flags: {
    answerUrl: shared.answerUrl,
    webhookUrl: { ...shared.webhookUrl, about: `${shared.webhookUrl.about}; or "none"` },
    start: { ...shared.start, about: `${shared.start.about}; or "none"` },
    observeUrl: { takes: 'text', value: 'URL', about: 'URL with {call_id} that shows a stored call' },
    format: { takes: 'word', words: formats, value: 'FORMAT', about: 'configuration format: ts, js, yaml or json' },
    ci: { takes: 'texts', value: 'HOST', about: 'github, gitlab or none' },
    force: { takes: 'nothing', about: 'overwrites existing files' },
    yes: { takes: 'nothing', about: 'asks nothing and uses what it finds' },
    help: shared.help,
  },
  example: 'mvk init --start "npm start" --ci github',
  async run(flags, print) {
    const { runInit } = await import('../init/run.ts');
    return runInit(flags, process.cwd(), print);
  },
});
