import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundled } from '../../cli/ui/bundle.ts';

/** Bundles the page of `mvk ui`, so that the package needs neither the bundler nor what the page is made with. */
export async function writePage(source: string, target: string): Promise<void> {
  const { script, styles } = await bundled(source);
  mkdirSync(target, { recursive: true });
  writeFileSync(path.join(target, 'page.js'), script);
  writeFileSync(path.join(target, 'page.css'), styles);
}
