import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, _baseTest as test } from '@playwright/test';
import { catalogue, clauses, contractVersions, requirementsIn, retired, scoredBy } from '../../spec/index.ts';

/** A frozen version has one line here, so that nobody edits its file without changing this one too. */
const digests: Readonly<Record<string, string>> = {
  '0.1': '33e139b8e0a2d112a1ea6232d28ef2ec24ca8a3bd2f744777dc23d1839f1b1d2',
};

const frozen = contractVersions.slice(0, -1);
const today = new Map(
  catalogue.map(({ id, clause, title }) => [
    id,
    { id, area: id.slice(0, id.indexOf('.')), level: clauses[clause].level, title },
  ]),
);

test('every frozen version has the requirements that it was frozen with', () => {
  const found = frozen.map((version) => {
    const text = readFileSync(new URL(`../../spec/versions/${version}.yaml`, import.meta.url));
    return [version, createHash('sha256').update(text).digest('hex')];
  });
  expect(Object.fromEntries(found)).toEqual(digests);
});

for (const version of frozen) {
  test(`the requirements of version ${version} have the ids, levels and titles that they were frozen with, or are retired`, () => {
    const kept = requirementsIn(version).filter(({ id }) => !(id in retired));
    expect(kept.map(({ id }) => today.get(id))).toEqual(kept);
  });
}

test('version 0.1 is the set of kit 0.1.0, and the version under development has every requirement', () => {
  expect(requirementsIn('0.1')).toHaveLength(107);
  expect(requirementsIn(contractVersions.at(-1) ?? '').map(({ id }) => id)).toEqual([...today.keys()]);
});

test('a requirement counts in the versions that have it, and without a version always', () => {
  const later = 'flow.language.parity';
  expect([undefined, '0.1', '0.2'].map((version) => scoredBy(version)(later))).toEqual([true, false, true]);
  expect(['0.1', '0.2'].map((version) => scoredBy(version)('answer.json.valid'))).toEqual([true, true]);
});
