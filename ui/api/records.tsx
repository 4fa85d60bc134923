interface Props {
  readonly title: string;
  readonly all: readonly Readonly<Record<string, unknown>>[];
  /** The members that are shown. */
  readonly of: readonly string[];
}

/** Objects of one kind, newest first, as a table. */
export function Records({ title, all, of }: Props) {
  const columns = of.filter((name) => all.length === 0 || all.some((record) => record[name] !== undefined));
  return (
    <section>
      <h2>
        {title} <span class="soft">{all.length}</span>
      </h2>
      {all.length === 0 ? (
        <p class="soft">none</p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label={title}>
          <table class="records">
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {all.toReversed().map((record, index) => (
                <tr key={String(record.id ?? index)}>
                  {columns.map((name) => (
                    <td key={name}>{textOf(record[name])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
