/** The members of a JSON text as an HTML form writes them: `call[id]=…&data[digits]=…`. */
export function form(body: Buffer): Buffer {
  const fields = new URLSearchParams();
  append(fields, '', JSON.parse(body.toString('utf8')));
  return Buffer.from(fields.toString());
}

function append(fields: URLSearchParams, name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) {
    fields.append(name, String(value ?? ''));
    return;
  }
  for (const [key, each] of Object.entries(value)) append(fields, name === '' ? key : `${name}[${key}]`, each);
}
