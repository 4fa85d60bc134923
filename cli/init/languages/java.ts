import { quoteShellWord } from '../../terminal/shell.ts';
import type { Folder } from '../folder.ts';
import type { Language, Traits } from '../language.ts';

const maven = 'pom.xml';
const gradle = ['build.gradle.kts', 'build.gradle'];

export const java: Language = {
  name: 'Java',
  endings: ['.java', '.kt'],
  detect(folder) {
    const mark = folder.first(maven, ...gradle) ?? folder.sources(['.java'])[0];
    if (mark === undefined) return undefined;
    const version = /JavaLanguageVersion\.of\(25\)|(?:java\.version|maven\.compiler\.\w+)>\s*25\b/.test(
      folder.read(mark),
    )
      ? 25
      : 21;
    const traits: Omit<Traits, 'start' | 'prepare'> = {
      mark,
      port: 8080,
      startTimeoutMs: 60_000, // the build tool looks at everything first
      actions: [{ uses: 'actions/setup-java@v4', with: { distribution: 'temurin', 'java-version': version } }],
      image: mark === maven ? `maven:3-eclipse-temurin-${version}` : `gradle:${version > 21 ? 9 : 8}-jdk${version}`,
      format: 'yaml',
    };
    return {
      ...traits,
      ...(mark === maven ? byMaven(folder) : gradle.includes(mark) ? byGradle(folder, mark) : alone(folder)),
    };
  },
};

type Build = Pick<Traits, 'start' | 'prepare' | 'name' | 'portVariable'>;

function byMaven(folder: Folder): Build {
  const text = folder.read(maven);
  const tool = folder.has('mvnw') ? './mvnw' : 'mvn';
  const goal = /spring-boot-maven-plugin/.test(text)
    ? 'spring-boot:run'
    : /quarkus-maven-plugin/.test(text)
      ? '-DskipTests package quarkus:run'
      : /exec-maven-plugin/.test(text)
        ? 'compile exec:java'
        : undefined;
  const [, name] =
    /<artifactId>\s*([\w.-]+)/.exec(text.replace(/<(parent|dependencies|build)>[\s\S]*?<\/\1>/g, '')) ?? [];
  return {
    ...(name !== undefined && { name }),
    ...portVariableOf(text),
    prepare: [`${tool} --batch-mode --quiet -DskipTests package`],
    ...(goal !== undefined && { start: `${tool} --batch-mode --quiet ${goal}` }),
  };
}

function byGradle(folder: Folder, mark: string): Build {
  const text = folder.read(mark);
  const tool = folder.has('gradlew') ? './gradlew' : 'gradle';
  const task = /org\.springframework\.boot/.test(text) ? 'bootRun' : /\bapplication\b/.test(text) ? 'run' : undefined;
  const settings = folder.read('settings.gradle') || folder.read('settings.gradle.kts');
  const [, name] = /rootProject\.name\s*=\s*["']([^"']+)/.exec(settings) ?? [];
  return {
    ...(name !== undefined && { name }),
    ...portVariableOf(text),
    prepare: [`${tool} --quiet assemble`],
    ...(task !== undefined && { start: `${tool} --quiet ${task}` }),
  };
}

/** Frameworks read a setting from a variable of its name. */
function portVariableOf(text: string): Pick<Traits, 'portVariable'> {
  if (/spring-boot|org\.springframework\.boot/.test(text)) return { portVariable: 'SERVER_PORT' };
  return /quarkus/.test(text) ? { portVariable: 'QUARKUS_HTTP_PORT' } : {};
}

/** One file that `java` compiles and runs itself (JEP 330). */
function alone(folder: Folder): Build {
  const [main, other] = folder.sources(['.java']).filter((file) => /\bvoid main\s*\(/.test(folder.read(file)));
  return { prepare: [], ...(main !== undefined && other === undefined && { start: `java ${quoteShellWord(main)}` }) };
}
