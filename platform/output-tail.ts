/** What a command wrote last, as the end of a sentence. */
export function outputTail(output: string): string {
  const lines = lastLines(output);
  return lines === '' ? 'it wrote nothing.' : `its last output:\n${lines}`;
}

export function lastLines(output: string): string {
  return output.trimEnd().split('\n').slice(-20).join('\n');
}
