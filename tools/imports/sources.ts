import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** One source file, and what it takes from and gives to others. */
export interface Source {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly lines: number;
  readonly exports: readonly string[];
  readonly imports: readonly Import[];
}

/** What one statement takes from another file. */
interface Import {
  /** As it is written. */
  readonly specifier: string;
  /** Relative to the root; `undefined` for a package. */
  readonly target: string | undefined;
  /** `*` where everything may be used. */
  readonly names: readonly string[];
  /** Whether the names are passed on: `export … from`. */
  readonly isPassedOn: boolean;
}

/** The TypeScript files below some folders. */
export function sourcesIn(root: string, folders: readonly string[]): readonly Source[] {
  return folders
    .flatMap((folder) => filesOf(path.join(root, folder)))
    .map((file) => sourceOf(root, path.relative(root, file)));
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}node_modules${path.sep}`));
}

function sourceOf(root: string, file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const exports: string[] = [];
  const take = (specifier: string, names: readonly string[], isPassedOn = false) => {
    const isOwn = specifier.startsWith('.');
    const target = isOwn ? path.relative(root, path.resolve(root, path.dirname(file), specifier)) : undefined;
    imports.push({ specifier, target, names, isPassedOn });
  };

  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      take(node.moduleSpecifier.text, importedNames(node.importClause));
    } else if (ts.isExportDeclaration(node)) {
      const names = exportedNames(node);
      if (node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
        take(node.moduleSpecifier.text, names, true);
      else exports.push(...names);
    } else if (isLoading(node)) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteralLike(argument)) take(argument.text, ['*']);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) take(node.argument.literal.text, ['*']);
    }
    ts.forEachChild(node, visit);
  }
  visit(tree);
  for (const statement of tree.statements) exports.push(...declaredNames(statement));
  return { file, lines: text.trimEnd().split('\n').length, exports, imports };
}

function isLoading(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

function importedNames(clause: ts.ImportClause | undefined): readonly string[] {
  if (!clause) return [];
  const { name, namedBindings } = clause;
  const others = !namedBindings
    ? []
    : ts.isNamespaceImport(namedBindings)
      ? ['*']
      : namedBindings.elements.map((each) => (each.propertyName ?? each.name).text);
  return [...(name ? ['default'] : []), ...others];
}

function exportedNames({ exportClause }: ts.ExportDeclaration): readonly string[] {
  if (!exportClause || !ts.isNamedExports(exportClause)) return ['*'];
  return exportClause.elements.map((each) => (each.propertyName ?? each.name).text);
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isExportAssignment(statement)) return ['default'];
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) return ['default'];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const { name } = statement as ts.DeclarationStatement;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}
