/** Reads the installed `@pulumi/aws` from its declaration files: what AWS computes, and what a data source returns. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/**
 * The kind of a value, as the generated tables spell it: `s` string, `n` number, `b` boolean, `*` anything,
 * `[` + kind a list, `{` + kind a map, `@module/Type` an object of the table of types.
 */
export type KindText = string;

export interface Property {
  readonly name: string;
  readonly kind: KindText;
  readonly optional: boolean;
}

/** One resource class. */
export interface ResourceDeclaration {
  readonly token: string;
  /** What its constructor takes. */
  readonly inputs: readonly Property[];
  /** What it has once it exists. `optional` where the provider may leave it out. */
  readonly outputs: readonly Property[];
}

/** One data source. */
export interface FunctionDeclaration {
  readonly token: string;
  readonly results: readonly Property[];
}

/** The name under which the one value of a function without a result object travels. */
const SINGLE_RESULT = "result";

export interface SdkDeclarations {
  readonly version: string;
  readonly resources: readonly ResourceDeclaration[];
  readonly functions: readonly FunctionDeclaration[];
  /** The fields of the nested types by their name in {@link KindText}, without the `@`. */
  readonly types: ReadonlyMap<string, readonly Property[]>;
}

/** @throws when the SDK is not installed, or its generator writes something this reader does not know. */
export function readSdk(directory: string): SdkDeclarations {
  const { version } = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")) as { version: string };
  const resources: ResourceDeclaration[] = [];
  const functions: FunctionDeclaration[] = [];
  for (const file of declarationFiles(directory)) {
    const script = readFileSync(file.replace(/\.d\.ts$/, ".js"), "utf8");
    const resourceToken = /static __pulumiType = '([^']+)'/.exec(script)?.[1];
    const functionToken = /pulumi\.runtime\.invoke(?:Output|Single|SingleOutput)?\("([^"]+)"/.exec(script)?.[1];
    if (resourceToken === undefined && functionToken === undefined) {
      continue;
    }
    const source = parse(file);
    if (resourceToken?.includes("/") === true) {
      resources.push(readResource(source, resourceToken));
    } else if (functionToken !== undefined) {
      functions.push(readFunction(source, functionToken));
    }
  }
  const byToken = (a: { token: string }, b: { token: string }) => (a.token < b.token ? -1 : 1);
  return {
    version,
    resources: resources.sort(byToken),
    functions: functions.sort(byToken),
    types: readTypes(parse(path.join(directory, "types", "output.d.ts"))),
  };
}

/** Declaration files of resources and data sources, in a stable order. */
function declarationFiles(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) => {
      const full = path.join(directory, entry.name);
      if (entry.isDirectory()) {
        return entry.name === "types" || entry.name === "node_modules" ? [] : declarationFiles(full);
      }
      return entry.name.endsWith(".d.ts") && entry.name !== "index.d.ts" ? [full] : [];
    })
    .filter((file) => existsSync(file.replace(/\.d\.ts$/, ".js")))
    .sort();
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    false,
    ts.ScriptKind.TS,
  );
}

function readResource(source: ts.SourceFile, token: string): ResourceDeclaration {
  const declaration = source.statements.find(
    (each): each is ts.ClassDeclaration => ts.isClassDeclaration(each) && each.name !== undefined,
  );
  const name = declaration?.name?.text ?? "";
  if (declaration === undefined) {
    throw new Error(`${source.fileName} declares no class for ${token}`);
  }
  const outputs = declaration.members.flatMap((member) =>
    ts.isPropertyDeclaration(member) &&
    member.modifiers?.some((each) => each.kind === ts.SyntaxKind.StaticKeyword) !== true
      ? [toProperty(source, member.name, member.type, member.questionToken !== undefined)]
      : [],
  );
  return { token, outputs, inputs: readInterface(source, `${name}Args`) ?? [] };
}

function readFunction(source: ts.SourceFile, token: string): FunctionDeclaration {
  const name = token.slice(token.lastIndexOf(":") + 1);
  const results = readInterface(source, `${name.charAt(0).toUpperCase()}${name.slice(1)}Result`);
  // The provider's own functions (`arnBuild`, …) answer with one value instead of an object.
  return { token, results: results ?? [{ name: SINGLE_RESULT, kind: "s", optional: false }] };
}

function readInterface(source: ts.SourceFile, name: string): readonly Property[] | undefined {
  const found = source.statements.find(
    (each): each is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(each) && each.name.text === name,
  );
  return found && membersOf(source, found.members);
}

/** `export namespace eks { interface ClusterIdentity {…} }` becomes `eks/ClusterIdentity`. */
function readTypes(source: ts.SourceFile): ReadonlyMap<string, readonly Property[]> {
  const types = new Map<string, readonly Property[]>();
  const read = (statements: readonly ts.Statement[], prefix: string): void => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        types.set(`${prefix}${statement.name.text}`, membersOf(source, statement.members));
      } else if (
        ts.isModuleDeclaration(statement) &&
        statement.body !== undefined &&
        ts.isModuleBlock(statement.body)
      ) {
        read(statement.body.statements, `${prefix}${statement.name.text}/`);
      }
    }
  };
  read(source.statements, "");
  return types;
}

function membersOf(source: ts.SourceFile, members: readonly ts.TypeElement[]): readonly Property[] {
  return members.flatMap((member) =>
    ts.isPropertySignature(member)
      ? [toProperty(source, member.name, member.type, member.questionToken !== undefined)]
      : [],
  );
}

function toProperty(
  source: ts.SourceFile,
  name: ts.PropertyName,
  type: ts.TypeNode | undefined,
  questioned: boolean,
): Property {
  const inner = type === undefined ? [] : alternatives(source, type);
  const known = inner.filter((each) => !isUndefined(each));
  return {
    name: ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText(source),
    kind: known[0] === undefined ? "*" : kindOf(source, known[0]),
    optional: questioned || known.length < inner.length,
  };
}

/** The members of a union, looked for inside `Output<…>`, `Input<…>` and `Promise<…>`. */
function alternatives(source: ts.SourceFile, type: ts.TypeNode): readonly ts.TypeNode[] {
  if (ts.isUnionTypeNode(type)) {
    return type.types.flatMap((each) => alternatives(source, each));
  }
  if (ts.isParenthesizedTypeNode(type)) {
    return alternatives(source, type.type);
  }
  if (ts.isTypeReferenceNode(type)) {
    const argument = type.typeArguments?.[0];
    if (argument !== undefined && /^(pulumi\.)?(Output|Input|Promise)$/.test(type.typeName.getText(source))) {
      return alternatives(source, argument);
    }
  }
  return [type];
}

function isUndefined(type: ts.TypeNode): boolean {
  return type.kind === ts.SyntaxKind.UndefinedKeyword;
}

function kindOf(source: ts.SourceFile, type: ts.TypeNode): KindText {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
    case ts.SyntaxKind.LiteralType:
      return "s";
    case ts.SyntaxKind.NumberKeyword:
      return "n";
    case ts.SyntaxKind.BooleanKeyword:
      return "b";
    default:
  }
  const inside = (each: ts.TypeNode): KindText => {
    const first = alternatives(source, each).find((one) => !isUndefined(one));
    return first === undefined ? "*" : kindOf(source, first);
  };
  if (ts.isArrayTypeNode(type)) {
    return `[${inside(type.elementType)}`;
  }
  if (ts.isTypeLiteralNode(type)) {
    const index = type.members.find(ts.isIndexSignatureDeclaration);
    return index === undefined ? "*" : `{${inside(index.type)}`;
  }
  if (ts.isTypeReferenceNode(type)) {
    const name = type.typeName.getText(source);
    if (name.startsWith("outputs.")) {
      return `@${name.slice("outputs.".length).replaceAll(".", "/")}`;
    }
    // Enumerations are unions of strings; resource classes in `Input<string | Topic>` never come first alone.
    return /^(enums\.|Array$)/.test(name) ? "s" : inputTypeKind(name);
  }
  return "*";
}

function inputTypeKind(name: string): KindText {
  return /^(inputs|pulumi)\./.test(name) ? "*" : "s";
}
