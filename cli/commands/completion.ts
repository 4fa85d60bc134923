import { wordOf } from '../arguments.ts';
import { type Command, command, ExitCode } from '../command.ts';
import { shared } from '../flags.ts';

export const completion: Command = command({
  operand: 'SHELL',
  flags: { help: shared.help },
  example: 'source <(mvk completion bash)',
  async run(_flags, print, [name = ''], commands) {
    const [scripts, { shells, wordsOf }] = await Promise.all([
      import('../completion/scripts.ts'),
      import('../completion/words.ts'),
    ]);
    const shell = wordOf(name, shells, 'the shell');
    print(scripts[shell](wordsOf(await commands())));
    return ExitCode.Conforms;
  },
});
