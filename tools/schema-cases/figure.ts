import { isRecord } from '../../spec/text/json.ts';
import { schema } from '../../spec/validation/schemas.ts';
import { type Kind, kinds } from '../../suites/arbitraries/schema/cell.ts';
import { cellsOf } from '../../suites/arbitraries/schema/compile.ts';
import { brokenPlaces, files } from './validators.ts';

/** A keyword at its place in a schema, and the kinds of cases that show it. */
interface Place {
  readonly keyword: string;
  /** `events/call.created#/properties/variables/propertyNames/maxLength` */
  readonly at: string;
  readonly kinds: ReadonlySet<Kind>;
}

/** What a later version may add to: an object that is open, and the documented values of an open list. */
const openObject = 'open object';
const furtherMembers = 'additionalProperties, a schema';
const growing: ReadonlySet<string> = new Set([openObject, 'examples']);
/** Keywords that accept or refuse something. */
const asserting: ReadonlySet<string> = new Set([
  ...['type', 'const', 'enum', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'],
  ...['required', 'additionalProperties', 'propertyNames', 'items', 'anyOf', 'oneOf'],
]);
/** What some cases of a keyword's neighbours say of it too: a type has no limit of its own. */
const shared: ReadonlySet<string> = new Set(['type', 'format', 'propertyNames', 'items', 'anyOf', 'oneOf']);

/**
 * Every asserting keyword of the contract, with what the cases do to it. That one is broken is read from the errors of
 * the validator, not from what a case says of itself.
 */
export function places(): readonly Place[] {
  return files.flatMap((file) => {
    const broken = brokenPlaces(file);
    const of = (kind: Kind) => cellsOf(file, kind).map(({ schemaPointer }) => schemaPointer);
    const [met, grows] = [of('boundary'), new Set(of('grown'))];
    return keywordsIn(schema(file), `${file}#`).map(({ keyword, at }): Place => {
      const shown = new Set<Kind>();
      const node = at.slice(0, at.lastIndexOf('/'));
      if (met.some((each) => each === at || (shared.has(keyword) && each.startsWith(`${node}/`))))
        shown.add('boundary');
      if (broken.has(at)) shown.add('invalid');
      if (grows.has(at)) shown.add('grown');
      return { keyword, at, kinds: shown };
    });
  });
}

/** Places that no case breaks, meets or grows, although one could. */
export function gaps(all: readonly Place[]): readonly string[] {
  return all.flatMap(({ keyword, at, kinds: shown }) => {
    const possible = {
      boundary: keyword !== openObject,
      invalid: !growing.has(keyword) && !isUnbreakable(keyword, at),
      grown: growing.has(keyword),
    };
    return kinds.flatMap((kind) => (possible[kind] && !shown.has(kind) ? [`${at}: no ${kind} case`] : []));
  });
}

/** Names of members are strings; a schema of items or of further members breaks at a keyword of its own. */
function isUnbreakable(keyword: string, at: string): boolean {
  return at.endsWith('/propertyNames/type') || keyword === 'items' || keyword === furtherMembers;
}

function keywordsIn(node: unknown, at: string): readonly Pick<Place, 'keyword' | 'at'>[] {
  if (Array.isArray(node)) return node.flatMap((each, index) => keywordsIn(each, `${at}/${index}`));
  if (!isRecord(node)) return [];
  const isOpen = node.type === 'object' && !('additionalProperties' in node);
  const open = isOpen ? [{ keyword: openObject, at: `${at}/additionalProperties` }] : [];
  const own = Object.entries(node).flatMap(([keyword, value]) => {
    const here =
      asserting.has(keyword) || keyword === 'examples'
        ? [
            {
              keyword: keyword === 'additionalProperties' && isRecord(value) ? furtherMembers : keyword,
              at: `${at}/${keyword}`,
            },
          ]
        : [];
    if (keyword === 'properties' && isRecord(value)) {
      return Object.entries(value).flatMap(([name, part]) => keywordsIn(part, `${at}/properties/${name}`));
    }
    const hasParts = ['items', 'additionalProperties', 'propertyNames', 'anyOf', 'oneOf'].includes(keyword);
    return [...here, ...(hasParts ? keywordsIn(value, `${at}/${keyword}`) : [])];
  });
  return [...open, ...own];
}
