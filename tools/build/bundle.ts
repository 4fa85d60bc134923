import path from 'node:path';
import { buildSync } from 'esbuild';
import manifest from '../../package.json' with { type: 'json' };
import { writeCommonJsTypes } from './common-js.ts';

/**
 * Writes an ES module and all that it imports of the kit as one CommonJS file. Jest runs CommonJS in a loader of its own,
 * which can neither `require` nor `import` an ES module. Packages stay outside, except those that are ES modules.
 */
export function bundleCommonJs(source: string, dist: string, name: string, esModules: readonly string[]): void {
  const { dependencies, peerDependencies } = manifest;
  const packages = Object.keys({ ...dependencies, ...peerDependencies });
  const external = packages.filter((each) => !esModules.includes(each));
  buildSync({
    entryPoints: [source],
    outfile: path.join(dist, `${name}.cjs`),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: external.flatMap((each) => [each, `${each}/*`]),
    minify: true,
    define: { 'import.meta.url': 'ownUrl' },
    banner: { js: "const ownUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
  });
  writeCommonJsTypes(dist, name);
}
