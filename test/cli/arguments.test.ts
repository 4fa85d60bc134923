import { expect, _baseTest as test } from '@playwright/test';
import { parseFlags } from '../../cli/arguments.ts';
import { command, ExitCode } from '../../cli/command.ts';
import { flagName } from '../../cli/flag.ts';
import { shared } from '../../cli/flags.ts';

test('each flag is read as what it takes, and one that was not given is missing', () => {
  const args = ['--seed=-5', '--only', 'a.*,,b', '--only', 'c', '--fail-on', 'should', '--assume', 'Q1=a,b', '--quiet'];
  const { flags, operands } = parseFlags([...args, '--min-coverage', '99.5', 'x'], shared);
  expect(flags).toEqual({
    seed: -5,
    only: ['a.*', 'b', 'c'],
    failOn: 'should',
    assume: ['Q1=a,b'],
    quiet: true,
    minCoverage: 99.5,
  });
  expect(operands).toEqual(['x']);
});

const slips: readonly (readonly [args: readonly string[], sentence: string])[] = [
  [['--runs', '0'], '--runs must be a whole number of at least 1 (got "0")'],
  [['--seed', '1.5'], '--seed must be a whole number (got "1.5")'],
  [['--seed', '--json'], '--seed needs a value'],
  [['--json=x'], '--json takes no value (got "x")'],
  [['--fail-on', 'mst'], '--fail-on must be must or should (got "mst"); the nearest word is "must"'],
  [['--failOn', 'must'], 'unknown flag "--failOn"; the nearest is "--fail-on"'],
  [['--constructor'], 'unknown flag "--constructor"'],
];

for (const [args, sentence] of slips) {
  test(`one sentence: ${sentence}`, () => {
    expect(() => parseFlags(args, shared)).toThrow(sentence);
  });
}

test('a command gets its flags typed: a name or a word with a slip does not compile', async () => {
  const made = command({
    flags: {
      dryRun: { takes: 'nothing', about: '' },
      as: { takes: 'word', words: ['a', 'b'], value: 'KIND', about: '' },
    },
    example: '',
    async run(flags) {
      // @ts-expect-error no such flag
      expect(flags.dryRum).toBeUndefined();
      // @ts-expect-error no such word
      expect(flags.as === 'c').toBe(false);
      return flags.dryRun ? ExitCode.Conforms : ExitCode.Violates;
    },
  });
  expect(
    await made.run(
      { dryRun: true },
      () => undefined,
      [],
      async () => new Map(),
    ),
  ).toBe(ExitCode.Conforms);
  expect(flagName('dryRun')).toBe('dry-run');
});
