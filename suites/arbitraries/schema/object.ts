import fc from 'fast-check';
import { escapePointer } from '../../../spec/index.ts';
import { extraFields, jsonValue } from '../extra-fields.ts';
import { cell, type Kind, type SchemaCell, within, wrongType } from './cell.ts';
import { dictionaryCells, validDictionary } from './dictionary.ts';
import type { Makers } from './makers.ts';
import type { ObjectShape } from './shape.ts';

type Members = Readonly<Record<string, unknown>>;

/** How an object is made other than freely: some members by hand, some always there, some never. */
export interface Wish {
  readonly members?: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  readonly present?: readonly string[];
  readonly absent?: readonly string[];
}

export function validObject(shape: ObjectShape, makers: Makers, wish: Wish = {}): fc.Arbitrary<unknown> {
  if (Object.keys(shape.properties).length === 0 && !wish.members) return validDictionary(shape, makers);
  const { members = {}, present = [], absent = [] } = wish;
  const made = Object.entries(shape.properties)
    .filter(([name]) => !absent.includes(name))
    .map(([name, part]) => [name, members[name] ?? makers.valid(part)]);
  const model = Object.fromEntries(made) as Readonly<Record<string, fc.Arbitrary<unknown>>>;
  const always = [...shape.required.keys(), ...present].filter((name) => name in model);
  const one = (more: readonly string[]) =>
    fc.record(model, { requiredKeys: [...new Set([...always, ...more])], noNullPrototype: true });
  const open = shape.alternatives.filter((names) => names.every((name) => name in model));
  const isMet = shape.alternatives.length === 0 || open.some((names) => names.every((name) => present.includes(name)));
  const any = isMet || open.length === 0 ? one([]) : fc.oneof(...open.map(one));
  return Object.keys(shape.atMost).length === 0 ? any : any.map((value) => inOrder(shape, value));
}

/** Lowers what exceeds another member that it may not exceed. */
function inOrder({ atMost }: ObjectShape, value: Members): Members {
  let ordered = value;
  for (const name of Object.keys(atMost)) {
    const limit = atMost[name]?.map((each) => value[each]).find((each) => typeof each === 'number');
    const own = value[name];
    if (limit === undefined || typeof own !== 'number' || own <= limit) continue;
    ordered = { ...ordered, [name]: Math.max(0, Math.floor(limit)) };
  }
  return ordered;
}

export function objectCells(shape: ObjectShape, kind: Kind, makers: Makers): readonly SchemaCell[] {
  const own =
    kind === 'boundary' ? presence(shape, makers) : kind === 'invalid' ? wrong(shape, makers) : more(shape, makers);
  const ofMembers = Object.entries(shape.properties).flatMap(([name, part]) =>
    makers
      .cells(part, kind)
      .map((inner) =>
        within(inner, `/${escapePointer(name)}`, (value) =>
          validObject(shape, makers, { members: { [name]: value }, present: [name] }),
        ),
      ),
  );
  return [...own, ...ofMembers, ...dictionaryCells(shape, kind, makers)];
}

/** Each optional member absent and present, none of them, and all of them. */
function presence(shape: ObjectShape, makers: Makers): readonly SchemaCell[] {
  const { at, required, alternatives } = shape;
  const names = Object.keys(shape.properties);
  if (names.length === 0) return [];
  const optional = names.filter((name) => !required.has(name));
  const made = (wish: Wish) => () => validObject(shape, makers, wish);
  const each = optional.flatMap((name) => {
    const of = (what: string, wish: Wish): SchemaCell => ({
      ...cell('boundary', `${at}/properties`, name, what, made(wish)),
      keyword: 'properties',
      pointer: `/${escapePointer(name)}`,
    });
    return [of('present', { present: [name] }), of('absent', { absent: [name] })];
  });
  const fewest = (kept: readonly string[]) =>
    made({ absent: optional.filter((name) => !kept.includes(name)), present: kept });
  const places = [...new Set(required.values())];
  return [
    ...places.map((place) => cell('boundary', place, 'required', 'nothing optional', fewest(alternatives[0] ?? []))),
    ...alternatives.map((kept, index) =>
      cell('boundary', `${at}/anyOf/${index}`, 'required', 'nothing but this', fewest(kept)),
    ),
    ...(places.length + alternatives.length > 0 ? [] : [cell('boundary', at, 'properties', 'no member', fewest([]))]),
    cell(
      'boundary',
      at,
      shape.others === 'closed' ? 'additionalProperties' : 'properties',
      'every member',
      made({ present: names }),
    ),
    ...each,
  ];
}

function wrong(shape: ObjectShape, makers: Makers): readonly SchemaCell[] {
  const { at, required, others, alternatives } = shape;
  const without = (names: readonly string[]) => () => validObject(shape, makers, { absent: names });
  const missing = [...required].map(([name, place]) =>
    cell('invalid', place, 'required', `without ${name}`, without([name])),
  );
  const none =
    alternatives.length > 0
      ? [cell('invalid', at, 'anyOf', 'none of the alternatives', without(alternatives.flat()))]
      : [];
  const strange = () =>
    fc
      .tuple(validObject(shape, makers), extraFields(jsonValue()))
      .map(([value, extra]) => mergeMembers(value, first(extra)));
  return [
    wrongType(at, 'object'),
    ...missing,
    ...none,
    ...(others === 'closed' ? [cell('invalid', at, 'additionalProperties', 'an unknown member', strange)] : []),
  ];
}

function more(shape: ObjectShape, makers: Makers): readonly SchemaCell[] {
  if (shape.others !== 'open') return [];
  const grown = () =>
    fc.tuple(validObject(shape, makers), extraFields(jsonValue())).map(([value, extra]) => mergeMembers(value, extra));
  return [cell('grown', shape.at, 'additionalProperties', 'unknown members', grown)];
}

function mergeMembers(value: unknown, extra: Members): Members {
  return { ...(value as Members), ...extra };
}

function first(members: Members): Members {
  return Object.fromEntries(Object.entries(members).slice(0, 1));
}
