import { expect, _baseTest as test } from '@playwright/test';
import { annotations } from '../../../reporters/formats/annotations.ts';
import { escapeTerminal } from '../../../reporters/text/escape.ts';
import type { Report } from '../../../spec/index.ts';
import { clean, failing, reportOf, resultOf } from '../reports.ts';
import { attacks, bigReport, hostileReport } from '../samples.ts';

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** As the runner reads a line of output: the name up to a space, properties up to the next `::`, then the message. */
function read(report: Report): readonly Command[] {
  const lines = annotations(report).split('\n').slice(0, -1);
  return lines.map((line) => {
    const end = line.indexOf('::', 2);
    const head = line.slice(2, end);
    const space = head.indexOf(' ');
    const properties = head
      .slice(space + 1)
      .split(',')
      .map((each) => each.split('=') as [string, string]);
    const decoded = (text: string): string =>
      text
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',')
        .replaceAll('%0D', '\r')
        .replaceAll('%0A', '\n')
        .replaceAll('%25', '%');
    return {
      name: head.slice(0, space),
      properties: Object.fromEntries(properties.map(([name, ...rest]) => [name, decoded(rest.join('='))])),
      message: line
        .slice(end + 2)
        .replaceAll('%0D', '\r')
        .replaceAll('%0A', '\n')
        .replaceAll('%25', '%'),
    };
  });
}

test('an annotation says what is wrong, where, what to do, and what else it breaks', () => {
  const placed = { ...failing, run: { ...failing.run, files: { config: 'a,b: c.ts' } } };
  const all = read(placed);
  const first = all.find(({ properties }) => properties.title === 'answer.actions.fields');
  expect(first?.name).toBe('error');
  expect(first?.properties).toEqual({ file: 'a,b: c.ts', line: '1', title: 'answer.actions.fields' });
  for (const words of [
    'expected an E.164 number, got "202-555-0122"',
    'Where: /actions/1',
    'How to fix: Correct',
    'Reproduce: mvk check',
  ]) {
    expect(first?.message).toContain(words);
  }
  expect(all.map(({ name, properties }) => `${name} ${properties.title}`)).toEqual([
    'error webhook.repeat.once',
    'error answer.actions.fields',
    'error flow.end.defined',
    'warning answer.json.media-type',
  ]);
});

test('a clean run has no annotation, and one below its coverage has an error', () => {
  expect(annotations(clean)).toBe('');
  expect(annotations({ ...clean, run: { ...clean.run, minCoverage: 50 } })).toBe('');
  const below = { ...hostileReport('x'), results: [], run: { ...clean.run, minCoverage: 60.5 } };
  expect(read(below).map(({ name, message }) => `${name}: ${message}`)).toContain(
    'error: The run judged 60 % of the 5 clauses that were selected, and --min-coverage asks for 60.5 %.',
  );
});

test('with --fail-on should a recommendation is an error', () => {
  const warned = reportOf([resultOf('answer.json.unique-keys', 'warned')]);
  expect(read(warned)[0]?.name).toBe('warning');
  expect(read({ ...warned, run: { ...warned.run, failOn: 'should' } })[0]?.name).toBe('error');
});

test('no more than ten of a kind are printed, and the last counts the rest', () => {
  const all = read(bigReport(37));
  expect(all).toHaveLength(10);
  expect(all.at(-1)?.message).toBe('28 more causes are in the report.');
  expect(read(bigReport(10)).at(-1)?.message).toContain('/actions/9');
});

for (const attack of attacks) {
  test(`${JSON.stringify(attack.slice(0, 30))} commands nothing`, () => {
    const commands = read(hostileReport(attack));
    expect(
      commands.every(
        ({ name, properties }) =>
          /^(error|warning)$/.test(name) && /^(file,line,)?title$/.test(`${Object.keys(properties)}`),
      ),
    ).toBe(true);
    expect(commands.find(({ properties }) => properties.title === 'sample.hostile.text')?.message).toContain(
      escapeTerminal(attack),
    );
  });
}
