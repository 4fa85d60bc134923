import type { CommandWords, FlagWords, Value } from './words.ts';

/** For Bash from 3.2 on, the one of macOS. */
export function bash(commands: readonly CommandWords[]): string {
  const values = commands.flatMap(({ name, flags }) =>
    flags
      .filter(({ value }) => value.kind !== 'none')
      .map((flag) => `    '${name} ${flag.name}') ${bashValue(flag.value)} return ;;`),
  );
  const rows = commands.map(({ name, flags, operand }) => {
    const words = flags.map((flag) => flag.name).join(' ');
    return `    ${name}) flags='${words}'; operand() { ${bashValue(operand)} } ;;`;
  });
  return [
    '# Completion for Bash: source <(mvk completion bash)',
    '_mvk() {',
    '  local word before command flags',
    `  word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}`,
    '  COMPREPLY=()',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} help --help --version' -- "$word"))`,
    '    return',
    '  fi',
    '  case "$command $before" in',
    ...values,
    '  esac',
    '  operand() { :; }',
    '  case $command in',
    ...rows,
    `    help) flags=''; operand() { COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$word")); } ;;`,
    '    *) return ;;',
    '  esac',
    '  case $word in',
    '    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;',
    '    *) operand; [ -n "$word$COMPREPLY" ] || COMPREPLY=($(compgen -W "$flags")) ;;',
    '  esac',
    '}',
    'complete -F _mvk mvk',
  ].join('\n');
}

function bashValue(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W '${value.words.join(' ')}' -- "$word"));`;
    case 'file':
      return 'COMPREPLY=($(compgen -f -- "$word"));';
    case 'folder':
      return 'COMPREPLY=($(compgen -d -- "$word"));';
    default:
      return ':;';
  }
}

export function zsh(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name, about }) => `    ${quote(`${name}:${about}`)}`);
  const rows = commands.map(({ name, flags, operand }) =>
    [`    ${name})`, `_arguments ${[...flags.map(zshFlag), zshOperand(operand)].join(' ')}`.trimEnd(), ';;'].join(' '),
  );
  return [
    '#compdef mvk',
    '# Completion for Zsh: source <(mvk completion zsh)',
    '_mvk() {',
    '  local -a commands',
    '  commands=(',
    ...names,
    '  )',
    '  if (( CURRENT == 2 )); then',
    '    _describe command commands',
    '    return',
    '  fi',
    '  local command=$words[2]',
    '  shift words',
    '  (( CURRENT-- ))',
    '  case $command in',
    ...rows,
    '  esac',
    '}',
    'if [ "$funcstack[1]" = _mvk ]; then _mvk "$@"; else compdef _mvk mvk; fi',
  ].join('\n');
}

function zshFlag({ name, about, isRepeated, value }: FlagWords): string {
  const end = value.kind === 'none' ? '' : `:value:${zshValue(value)}`;
  return quote(`${isRepeated ? '*' : ''}${name}[${about.replace(/[[\]:]/g, '\\$&')}]${end}`);
}

function zshOperand(value: Value): string {
  return value.kind === 'none' ? '' : quote(`*:argument:${zshValue(value)}`);
}

function zshValue(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    default:
      return ' ';
  }
}

export function fish(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const first = '__fish_use_subcommand';
  return [
    '# Completion for fish: mvk completion fish | source',
    'complete -c mvk -f',
    ...commands.map(({ name, about }) => `complete -c mvk -n ${first} -a ${name} -d ${quote(about)}`),
    `complete -c mvk -n ${first} -a help -d ${quote('Print the help of a command.')}`,
    `complete -c mvk -n '__fish_seen_subcommand_from help' -a ${quote(names)}`,
    ...commands.flatMap(({ name, flags, operand }) => {
      const head = `complete -c mvk -n '__fish_seen_subcommand_from ${name}'`;
      const rows = flags.map(
        (flag) => `${head} -l ${flag.name.slice(2)} -d ${quote(flag.about)}${fishValue(flag.value)}`,
      );
      return [...rows, ...fishOperand(head, operand)];
    }),
  ].join('\n');
}

function fishValue(value: Value): string {
  switch (value.kind) {
    case 'none':
      return '';
    case 'words':
      return ` -x -a ${quote(value.words.join(' '))}`;
    case 'text':
      return ' -x';
    default:
      return ' -r -F';
  }
}

function fishOperand(head: string, value: Value): readonly string[] {
  if (value.kind === 'words') return [`${head} -a ${quote(value.words.join(' '))}`];
  return value.kind === 'file' || value.kind === 'folder' ? [`${head} -F`] : [];
}

/** In single quotes, which all three shells read in the same way as long as none is within. */
function quote(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
