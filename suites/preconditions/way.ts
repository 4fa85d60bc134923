/** Where something was found: the place in an answer, and what the caller did until it came. */
export function whereOf(pointer: string | undefined, path: readonly string[], as?: string): string | undefined {
  const doing = path.length > 0 ? `after the caller does ${path.join(', ')}` : undefined;
  const parts = [pointer, doing, as && `for ${as}`].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
}
