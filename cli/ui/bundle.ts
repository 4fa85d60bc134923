import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Page {
  readonly script: string;
  readonly styles: string;
}

/** Makes the script and the style sheet of the page from `ui/`, in the repository: the package holds what the build made. */
export async function bundled(folder: string): Promise<Page> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, 'main.tsx')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    banner: { js: '/*! Contains Preact, MIT licence, Copyright (c) 2015-present Jason Miller */' },
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  const sheets = path.join(folder, 'styles');
  const styles = readdirSync(sheets)
    .sort()
    .map((name) => readFileSync(path.join(sheets, name), 'utf8'));
  return { script: outputFiles[0]?.text ?? '', styles: styles.join('') };
}
