// Which of HP's calls a function or an operation of a node can make, read from its source.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

interface Source {
	declarations: Map<string, ts.Node>;
	/** Local name of an import: from which file, and what it is called there. */
	imports: Map<string, { file: string; name: string }>;
}

/** Whether a file is a table of HP's calls. */
const isTable = (file: string) => /\/hp\/(box|siteFlow)\.ts$/.test(file);

const sources = new Map<string, Source>();

function read(file: string): Source {
	const known = sources.get(file);
	if (known) return known;
	const source: Source = { declarations: new Map(), imports: new Map() };
	sources.set(file, source);
	for (const statement of ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true).statements) {
		if (ts.isVariableStatement(statement)) {
			for (const one of statement.declarationList.declarations) source.declarations.set(one.name.getText(), one);
		} else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
			source.declarations.set(statement.name.text, statement);
		} else if (ts.isImportDeclaration(statement)) {
			const from = (statement.moduleSpecifier as ts.StringLiteral).text;
			const names = statement.importClause?.namedBindings;
			if (!from.startsWith('.') || !names || !ts.isNamedImports(names)) continue;
			for (const { name, propertyName } of names.elements) {
				source.imports.set(name.text, { file: `${join(dirname(file), from)}.ts`, name: (propertyName ?? name).text });
			}
		}
	}
	return source;
}

/**
 * Keys of the endpoint table that a declaration names, itself or through what it uses.
 * @param file path of the source file
 * @param name of a top-level declaration in it
 */
export function callsOf(file: string, name: string, seen = new Set<string>()): Set<string> {
	const calls = new Set<string>();
	if (seen.has(`${file} ${name}`)) return calls;
	seen.add(`${file} ${name}`);
	const { declarations, imports } = read(file);
	const visit = (node: ts.Node) => {
		if (ts.isIdentifier(node)) {
			const imported = imports.get(node.text);
			const { parent } = node;
			if (imported && isTable(imported.file) && ts.isPropertyAccessExpression(parent)) calls.add(parent.name.text);
			else if (imported && !isTable(imported.file) && !imported.file.endsWith('/operation.ts'))
				add(callsOf(imported.file, imported.name, seen));
			else if (declarations.has(node.text)) add(callsOf(file, node.text, seen));
		}
		ts.forEachChild(node, visit);
	};
	const add = (more: Set<string>) => more.forEach((call) => calls.add(call));
	const declaration = declarations.get(name);
	if (declaration) visit(declaration);
	return calls;
}

/** The calls of the operation with this value, which one of the files of a resource's folder declares. */
export function callsOfOperation(folder: string, operation: string): Set<string> {
	for (const entry of readdirSync(folder).filter((file) => file.endsWith('.ts'))) {
		const file = join(folder, entry);
		for (const [name, declaration] of read(file).declarations) {
			if (ts.isVariableDeclaration(declaration) && valueOf(declaration) === operation) return callsOf(file, name);
		}
	}
	throw new Error(`No file in ${folder} declares the operation "${operation}".`);
}

/** `value` of the `option` in `const x: Operation = { option: { value: '...' } }` */
function valueOf({ type, initializer }: ts.VariableDeclaration): string | undefined {
	if (!/^Operation\b/.test(type?.getText() ?? '') || !initializer) return undefined;
	const value = property(property(initializer, 'option'), 'value');
	return value && ts.isStringLiteral(value) ? value.text : undefined;
}

function property(object: ts.Expression | undefined, name: string): ts.Expression | undefined {
	if (!object || !ts.isObjectLiteralExpression(object)) return undefined;
	const found = object.properties.find((one) => one.name?.getText() === name);
	return found && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}
