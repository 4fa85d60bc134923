import { type Command, command, ExitCode } from '../command.ts';
import { shared } from '../flags.ts';

export const explain: Command = command({
  operand: 'ID',
  flags: { help: shared.help },
  example: 'mvk explain answer.json.valid',
  async run(_flags, print, [id = '']) {
    const { explained } = await import('../contract/explain.ts');
    for (const line of explained(id)) print(line);
    return ExitCode.Conforms;
  },
});
