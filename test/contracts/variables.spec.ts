import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import '../../src/config/env.js';
import { declaredVariables } from '../../src/config/variable.js';

const ENV = resolve('src/config/env.ts');
const CONFIG = resolve('src/config/config.ts');
// Their readers only pass values on.
const CONFIGURATION = [ENV, CONFIG];

describe('every documented variable', () => {
  it('changes something: the code reads it, or what the configuration makes of it', () => {
    const service = languageService();
    const program = service.getProgram()!;
    const isRead = (property: ts.Node): boolean => readersOf(property).length > 0;

    const readersOf = (property: ts.Node): ts.ReferenceEntry[] =>
      (service.findReferences(property.getSourceFile().fileName, property.getStart()) ?? [])
        .flatMap(({ references }) => references)
        .filter(({ fileName }) => !CONFIGURATION.includes(fileName));
    const variables = propertiesOf(program.getSourceFile(ENV)!, ts.isPropertyDeclaration);
    const settings = [...settingsBy(program.getSourceFile(CONFIG)!)];

    expect(declaredVariables().length).toBeGreaterThan(20);
    const unread = declaredVariables().filter(
      ({ name }) =>
        !isRead(variables.get(name)!) &&
        !settings.some(
          ([property, text]) => new RegExp(`\\benv\\.${name}\\b`).test(text) && isRead(property),
        ),
    );
    expect(unread.map(({ name }) => name)).toEqual([]);
  });
});

/** What `Config` has, by itself or in a group: its name, and the code that makes it of variables. */
function* settingsBy(file: ts.SourceFile): Generator<readonly [ts.Node, string]> {
  for (const node of nodesOf(file)) {
    if (!ts.isBinaryExpression(node) || !ts.isPropertyAccessExpression(node.left)) continue;
    if (ts.isObjectLiteralExpression(node.right))
      for (const property of node.right.properties)
        if (property.name) yield [property.name, property.getText()];
    yield* ts.isObjectLiteralExpression(node.right) ? [] : [[node.left.name, node.right.getText()] as const];
  }
}

function propertiesOf(
  file: ts.SourceFile,
  isProperty: (node: ts.Node) => node is ts.PropertyDeclaration,
): Map<string, ts.Node> {
  return new Map(
    nodesOf(file)
      .filter(isProperty)
      .map(({ name }) => [name.getText(), name]),
  );
}

function nodesOf(node: ts.Node): ts.Node[] {
  return [node, ...node.getChildren().flatMap(nodesOf)];
}

function languageService(): ts.LanguageService {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const files = ts.sys.readDirectory(resolve('src'), ['.ts'], ['**/*.spec.ts']);
  return ts.createLanguageService({
    getScriptFileNames: () => files,
    getScriptVersion: () => '0',
    getScriptSnapshot: (path) => ts.ScriptSnapshot.fromString(ts.sys.readFile(path) ?? ''),
    getCurrentDirectory: () => process.cwd(),
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
  });
}
