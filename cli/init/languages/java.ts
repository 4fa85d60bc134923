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
    const traits: Omit<Traits, 'start' | 'prepare'> = {
      mark,
      port: 8080,
      startTimeoutMs: 60_000, // the build tool looks at everything first
      actions: [{ uses: 'actions/setup-java@v4', with: { distribution: 'temurin', 'java-version': 21 } }],
      image: mark === maven ? 'maven:3-eclipse-temurin-21' : 'gradle:8-jdk21',
      format: 'yaml',
    };
    return {
      ...traits,
      ...(mark === maven ? byMaven(folder) : gradle.includes(mark) ? byGradle(folder, mark) : alone(folder)),
    };
  },
};

function byMaven(folder: Folder): Pick<Traits, 'start' | 'prepare'> {
  const text = folder.read(maven);
  const tool = folder.has('mvnw') ? './mvnw' : 'mvn';
  const goal = /spring-boot-maven-plugin/.test(text)
    ? 'spring-boot:run'
    : /quarkus-maven-plugin/.test(text)
      ? 'quarkus:run'
      : /exec-maven-plugin/.test(text)
        ? 'exec:java'
        : undefined;
  return {
    prepare: [`${tool} --batch-mode --quiet -DskipTests package`],
    ...(goal !== undefined && { start: `${tool} --batch-mode --quiet ${goal}` }),
  };
}

function byGradle(folder: Folder, mark: string): Pick<Traits, 'start' | 'prepare'> {
  const text = folder.read(mark);
  const tool = folder.has('gradlew') ? './gradlew' : 'gradle';
  const task = /org\.springframework\.boot/.test(text) ? 'bootRun' : /\bapplication\b/.test(text) ? 'run' : undefined;
  return {
    prepare: [`${tool} --quiet assemble`],
    ...(task !== undefined && { start: `${tool} --quiet ${task}` }),
  };
}

/** One file that `java` compiles and runs itself (JEP 330). */
function alone(folder: Folder): Pick<Traits, 'start' | 'prepare'> {
  const [main, other] = folder.sources(['.java']).filter((file) => /\bvoid main\s*\(/.test(folder.read(file)));
  return { prepare: [], ...(main !== undefined && other === undefined && { start: `java ${quoteShellWord(main)}` }) };
}
