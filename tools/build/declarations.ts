import { readFileSync, writeFileSync } from 'node:fs';
import { filesIn } from './files.ts';

/** The compiler rewrites `./x.ts` to `./x.js` in modules and leaves it in declarations, where older compilers refuse it. */
export function rewriteDeclarations(dist: string): void {
  for (const file of filesIn(dist).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(file, 'utf8');
    const rewritten = text.replace(/(['"])(\.{1,2}\/[^'"\n]+)\.ts\1/g, '$1$2.js$1');
    if (rewritten !== text) writeFileSync(file, rewritten);
  }
}
