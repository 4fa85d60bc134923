import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Writes a module that imports nothing but types once more for CommonJS: Node before 20.19 cannot `require` an ES module. */
export function writeCommonJs(source: string, dist: string, name: string): void {
  const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  writeFileSync(path.join(dist, `${name}.cjs`), outputText);
  writeCommonJsTypes(dist, name);
}

/** The types of an ES module once more, for who requires it. */
export function writeCommonJsTypes(dist: string, name: string): void {
  const types = readFileSync(path.join(dist, `${name}.d.ts`), 'utf8');
  // The types behind it are those of the ES modules, which a CommonJS file must say.
  const said = types.replace(/ from '\.[^']+'/g, (from) => `${from} with { 'resolution-mode': 'import' }`);
  writeFileSync(path.join(dist, `${name}.d.cts`), said);
}
