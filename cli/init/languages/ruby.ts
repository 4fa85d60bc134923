import { quoteShellWord } from '../../terminal/shell.ts';
import type { Folder } from '../folder.ts';
import type { Language } from '../language.ts';

export const ruby: Language = {
  name: 'Ruby',
  endings: ['.rb', '.ru'],
  detect(folder) {
    const gems = folder.first('Gemfile');
    const mark = gems ?? folder.first('config.ru') ?? folder.sources(['.rb'])[0];
    if (mark === undefined) return undefined;
    const version = folder.first('.ruby-version', '.tool-versions');
    const within = gems === undefined ? '' : 'bundle exec ';
    return {
      mark,
      ...startOf(folder, within),
      prepare: gems === undefined ? [] : ['bundle install'],
      actions: [{ uses: 'ruby/setup-ruby@v1', ...(version === undefined && { with: { 'ruby-version': '3.4' } }) }],
      image: 'ruby:3-trixie',
      format: 'yaml',
    };
  },
};

function startOf(folder: Folder, within: string): { readonly start?: string; readonly port: number } {
  if (folder.has('bin/rails')) return { start: 'bin/rails server --port 3000', port: 3000 };
  if (folder.has('config.ru')) {
    const server = /^\s*gem\s+["']puma["']/m.test(folder.read('Gemfile'))
      ? 'puma --bind tcp://127.0.0.1:9292'
      : 'rackup --port 9292';
    return { start: `${within}${server}`, port: 9292 };
  }
  const main = folder.first('server.rb', 'app.rb', 'main.rb');
  return main === undefined ? { port: 4567 } : { start: `${within}ruby ${quoteShellWord(main)}`, port: 4567 };
}
