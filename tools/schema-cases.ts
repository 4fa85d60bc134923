import { kinds } from '../suites/arbitraries/schema/cell.ts';
import { gaps, places } from './schema-cases/figure.ts';

/** Prints which keywords of the schemas are met at their limit, broken, and grown by a generated case. */
const all = places();
const keywords = [...new Set(all.map(({ keyword }) => keyword))].sort();
const row = (name: string, of: typeof all) => {
  const counts = kinds.map((kind) => of.filter((place) => place.kinds.has(kind)).length);
  console.log([name.padEnd(32), ...[of.length, ...counts].map((count) => String(count).padStart(9))].join(''));
};
console.log(['keyword'.padEnd(32), ...['places', ...kinds].map((word) => word.padStart(9))].join(''));
for (const keyword of keywords)
  row(
    keyword,
    all.filter((place) => place.keyword === keyword),
  );
row('all', all);
const missing = gaps(all);
for (const gap of missing) console.error(gap);
console.log(`${missing.length} gaps`);
process.exitCode = missing.length === 0 ? 0 : 1;
