import { fileURLToPath } from 'node:url';

/** The compiled command, as people run it: it starts in a fraction of the time. `test/build.ts` sees to it that it is there. */
export const mvkFile: string = fileURLToPath(new URL('bin/mvk', import.meta.url));
