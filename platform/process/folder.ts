import { mkdir, rm } from 'node:fs/promises';

/** Makes the folder of one instance. */
export async function makeFolder(folder: string): Promise<{ remove(): Promise<void> }> {
  await mkdir(folder, { recursive: true });
  return { remove: () => removeFolder(folder) };
}

/** Removes the folder of an instance with all that was written there, if it is there. */
export function removeFolder(folder: string): Promise<void> {
  // What was killed may still hold a file for a moment.
  return rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
