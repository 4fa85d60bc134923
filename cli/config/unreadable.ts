/** What to write instead of a text that is no JSON or YAML; undefined where the message of its parser says it. */
export function remedyOfText(extension: string, text: string, message: string): string | undefined {
  if (text.trim() === '') return 'Write an object with keys, such as { "answerUrl": "http://127.0.0.1:3000/answer" }.';
  if (extension === 'json') return jsonRemedy(text.replaceAll(/"(?:\\.|[^"\\\n])*"/g, '""'));
  if (/Tabs are not allowed/.test(message)) return 'Indent with spaces.';
  if (/keys must be unique/.test(message)) return 'Keep one of the two.';
  // In { … } a brace ends a text that is not quoted, as in that of {call_id}.
  if (/\{[^\n]*:[^\n"']*\{/.test(text)) return 'Write a text that has braces in quotes.';
  return undefined;
}

function jsonRemedy(withoutTexts: string): string | undefined {
  if (/\/\/|\/\*|^\s*#/m.test(withoutTexts)) return 'JSON has no comments: leave them out, or write mvk.config.yaml.';
  if (/,\s*[}\]]/.test(withoutTexts)) return 'Leave out the comma after the last member.';
  if (/'|[{,]\s*\w+\s*:/.test(withoutTexts)) return 'Write keys and texts in double quotes.';
  return undefined;
}

/** The message of a parser of JSON, with a line in place of a position. */
export function withLine(message: string, text: string): string {
  return message.replace(/ at position (\d+)(?: \(line \d+ column \d+\))?/, (_, position: string) => {
    const before = text.slice(0, Number(position)).split('\n');
    return ` at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  });
}
