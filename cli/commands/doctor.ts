import { type Command, command } from '../command.ts';
import { shared, targetFlags } from '../flags.ts';

const { demo: _demo, flawed: _flawed, assume: _assume, ...target } = targetFlags;

export const doctor: Command = command({
  flags: { ...target, json: shared.json, help: shared.help },
  example: 'mvk doctor',
  async run(flags, print) {
    const { runDoctor } = await import('../doctor/run.ts');
    return runDoctor(flags, print);
  },
});
