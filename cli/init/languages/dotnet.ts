import { quoteShellWord } from '../../terminal/shell.ts';
import type { Language } from '../language.ts';

export const dotnet: Language = {
  name: '.NET',
  endings: ['.cs', '.fs'],
  detect(folder) {
    const projects = folder.sources(['.csproj', '.fsproj']);
    const [mark] = projects;
    if (mark === undefined) return undefined;
    // Of several, those that serve the web can be started.
    const served = projects.filter((file) => /Microsoft\.NET\.Sdk\.Web/.test(folder.read(file)));
    const [project] = served.length > 0 ? served : projects;
    const isSure = project !== undefined && (served.length === 1 || projects.length === 1);
    return {
      mark,
      // The address stands in the command: ASP.NET does not read PORT.
      ...(isSure && { start: `dotnet run --project ${quoteShellWord(project)} --urls http://127.0.0.1:5000` }),
      port: 5000,
      startTimeoutMs: 60_000, // the first start compiles
      prepare: ['dotnet build'],
      actions: [{ uses: 'actions/setup-dotnet@v4', with: { 'dotnet-version': '9.0.x' } }],
      image: 'mcr.microsoft.com/dotnet/sdk:9.0',
      format: 'yaml',
    };
  },
};
