/** Bytes of others never steer a terminal: control characters other than line ends and tabs are shown as escapes. */
export function escapeControls(text: string): string {
  const control = /[\p{Cc}\p{Cf}]/gu;
  return text.replace(control, (character) =>
    character === '\n' || character === '\t' ? character : escapeCharacter(character),
  );
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
