import { type Command, command } from '../command.ts';
import { shared, targetFlags } from '../flags.ts';

export const ui: Command = command({
  flags: {
    port: { takes: 'integer', min: 0, value: 'N', about: 'port on 127.0.0.1 (default 4030; 0: any free one)' },
    noOpen: { takes: 'nothing', about: 'opens no browser; the URL is printed' },
    ...targetFlags,
    showSecrets: { takes: 'nothing', about: 'hides neither secrets nor numbers' },
    help: shared.help,
  },
  example: ['mvk ui', 'mvk ui --answer-url http://127.0.0.1:3000/answer --start "npm start"'].join('\n  '),
  async run(flags, print) {
    const { runUi } = await import('../ui/run.ts');
    return runUi(flags, print);
  },
});
