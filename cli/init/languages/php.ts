import type { Language } from '../language.ts';

/** The commands that PHP projects are served by, by the file that they serve. */
const servers: readonly (readonly [file: string, command: string])[] = [
  ['artisan', 'php artisan serve --port=8000'],
  ['public/index.php', 'php -S 127.0.0.1:8000 -t public public/index.php'],
  ['index.php', 'php -S 127.0.0.1:8000 index.php'],
];

export const php: Language = {
  name: 'PHP',
  endings: ['.php'],
  detect(folder) {
    const [served, command] = servers.find(([file]) => folder.has(file)) ?? [];
    const composer = folder.first('composer.json');
    const mark = composer ?? served ?? folder.sources(['.php'])[0];
    if (mark === undefined) return undefined;
    const [, name] = /"name"\s*:\s*"(?:[^"/]*\/)?([^"]+)"/.exec(folder.read('composer.json')) ?? [];
    return {
      mark,
      ...(name !== undefined && { name }),
      // Fifty calls at once are one check: one worker would answer them in a row.
      ...(command !== undefined && { start: `PHP_CLI_SERVER_WORKERS=8 ${command}` }),
      port: 8000,
      prepare: composer === undefined ? [] : ['composer install --no-interaction --prefer-dist'],
      // GitHub's runners have PHP and Composer.
      actions: [],
      image: 'php:8-cli-trixie',
      ...(composer !== undefined && { packages: ['composer', 'unzip'] }),
      format: 'yaml',
    };
  },
};
