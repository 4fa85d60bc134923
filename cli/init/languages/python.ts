import path from 'node:path';
import { quoteShellWord } from '../../terminal/shell.ts';
import type { Folder } from '../folder.ts';
import type { Language } from '../language.ts';

const mains = ['server.py', 'app.py', 'main.py', 'wsgi.py', 'asgi.py', 'src/server.py', 'src/app.py', 'src/main.py'];

/** How a project's dependencies are installed, by the file that says so, and what its commands begin with. */
const tools: readonly { readonly file: string; readonly prepare: string; readonly within: string }[] = [
  { file: 'uv.lock', prepare: 'pip install uv && uv sync', within: 'uv run ' },
  { file: 'poetry.lock', prepare: 'pip install poetry && poetry install', within: 'poetry run ' },
  { file: 'Pipfile', prepare: 'pip install pipenv && pipenv install --dev', within: 'pipenv run ' },
  { file: 'requirements.txt', prepare: 'pip install -r requirements.txt', within: '' },
  { file: 'pyproject.toml', prepare: 'pip install .', within: '' },
];

export const python: Language = {
  name: 'Python',
  endings: ['.py'],
  detect(folder) {
    const main = folder.first('manage.py', ...mains);
    const tool = tools.find(({ file }) => folder.has(file));
    const mark = tool?.file ?? main ?? folder.sources(['.py'])[0];
    if (mark === undefined) return undefined;
    const { start, port } = startOf(folder, main);
    const [, name] = /^name\s*=\s*["']([^"']+)["']/m.exec(folder.read('pyproject.toml')) ?? [];
    return {
      mark,
      ...(name !== undefined && { name }),
      ...(start !== undefined && { start: `${tool?.within ?? ''}${start}` }),
      port,
      prepare: tool ? [tool.prepare] : [],
      actions: [{ uses: 'actions/setup-python@v5', with: { 'python-version': '3.x' } }],
      image: 'python:3-trixie',
      format: 'yaml',
    };
  },
};

function startOf(folder: Folder, main: string | undefined): { readonly start?: string; readonly port: number } {
  if (main === undefined) return { port: 8000 };
  if (main === 'manage.py') return { start: 'python3 manage.py runserver --noreload 127.0.0.1:8000', port: 8000 };
  const text = folder.read(main);
  const runsItself = /^if __name__ ==/m.test(text);
  const application = /^(\w+)\s*=\s*(FastAPI|Starlette|Flask)\(/m.exec(text);
  if (runsItself || application === null) return { start: `python3 ${quoteShellWord(main)}`, port: 8000 };
  const [, variable = 'app', framework] = application;
  const module = main.slice(0, -path.extname(main).length).replaceAll('/', '.');
  return framework === 'Flask'
    ? { start: `flask --app ${module}:${variable} run --port 5000`, port: 5000 }
    : { start: `uvicorn ${module}:${variable} --port 8000`, port: 8000 };
}
