/** Reads what the resources of an unpacked `@pulumi/aws` take, and what of it is deprecated, from its declaration files. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** One argument of a resource, or one field of an object inside it. */
export interface Argument {
  readonly name: string;
  /** The SDK's own words after `@deprecated`. */
  readonly deprecated: string | undefined;
  /** Object types its value can have or hold, as `s3/BucketLifecycleRule`. */
  readonly objects: readonly string[];
  /** Whether it takes a map of strings. */
  readonly isStringMap: boolean;
}

/** One resource class. */
export interface ResourceArguments {
  readonly token: string;
  readonly arguments: readonly Argument[];
  /** What the class warns of when a program creates one: `… has been deprecated in favor of …`. */
  readonly deprecated: string | undefined;
  /** Whether the provider merges its default tags into the resource's, which the output `tagsAll` shows. */
  readonly hasTagsAll: boolean;
}

export interface SdkArguments {
  readonly version: string;
  /** By token, in that order. */
  readonly resources: readonly ResourceArguments[];
  /** Fields of the nested input types by the names {@link Argument.objects} uses. */
  readonly objects: ReadonlyMap<string, readonly Argument[]>;
}

/**
 * @param wanted the resources to read, by token; all of them by default.
 * @throws when the directory holds no SDK, or one whose generator writes something this reader does not know.
 */
export function readArguments(directory: string, wanted: (token: string) => boolean = () => true): SdkArguments {
  const { version } = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")) as { version: string };
  const resources = declarationFiles(directory).flatMap((file) => readResource(file, wanted));
  if (resources.length === 0) {
    throw new Error(`${directory} declares no resources`);
  }
  return {
    version,
    resources: resources.sort((a, b) => (a.token < b.token ? -1 : 1)),
    objects: readObjects(parse(path.join(directory, "types", "input.d.ts"))),
  };
}

/** Declaration files that have a script beside them. Data sources (`getX`) take no part. */
function declarationFiles(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(directory, entry.name);
    if (entry.isDirectory()) {
      return entry.name === "types" || entry.name === "node_modules" ? [] : declarationFiles(full);
    }
    const isCandidate = entry.name.endsWith(".d.ts") && !/^(get[A-Z].*|index)\.d\.ts$/.test(entry.name);
    return isCandidate && existsSync(scriptOf(full)) ? [full] : [];
  });
}

function readResource(file: string, wanted: (token: string) => boolean): readonly ResourceArguments[] {
  const script = readFileSync(scriptOf(file), "utf8");
  const token = /__pulumiType = '([^']+\/[^']+)'/.exec(script)?.[1];
  if (token === undefined || !wanted(token)) {
    return [];
  }
  const className = token.slice(token.lastIndexOf(":") + 1);
  const source = parse(file);
  const args = interfaceOf(source.statements, `${className}Args`);
  if (args === undefined) {
    throw new Error(`${file} declares no ${className}Args for ${token}`);
  }
  return [
    {
      token,
      arguments: membersOf(source, args),
      deprecated: new RegExp(String.raw`pulumi\.log\.warn\("${className} is deprecated: ([^"]+)"\)`).exec(script)?.[1],
      hasTagsAll: source.text.includes("readonly tagsAll:"),
    },
  ];
}

/** `export namespace s3 { interface BucketGrant {…} }` becomes `s3/BucketGrant`. */
function readObjects(source: ts.SourceFile): ReadonlyMap<string, readonly Argument[]> {
  const objects = new Map<string, readonly Argument[]>();
  const read = (statements: readonly ts.Statement[], prefix: string): void => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        objects.set(`${prefix}${statement.name.text}`, membersOf(source, statement));
      } else if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
        read(statement.body.statements, `${prefix}${statement.name.text}/`);
      }
    }
  };
  read(source.statements, "");
  return objects;
}

function interfaceOf(statements: readonly ts.Statement[], name: string): ts.InterfaceDeclaration | undefined {
  return statements.find(
    (each): each is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(each) && each.name.text === name,
  );
}

function membersOf(source: ts.SourceFile, declaration: ts.InterfaceDeclaration): readonly Argument[] {
  return declaration.members.flatMap((member) => {
    if (!ts.isPropertySignature(member)) {
      return [];
    }
    const type = member.type?.getText(source) ?? "";
    const comment = ts.getJSDocDeprecatedTag(member)?.comment;
    return [
      {
        name: ts.isIdentifier(member.name) ? member.name.text : member.name.getText(source).replaceAll(/["']/g, ""),
        deprecated: comment === undefined ? undefined : oneLine(ts.getTextOfJSDocComment(comment) ?? ""),
        objects: [...type.matchAll(/\binputs\.([\w.]+)/g)].map(([, name = ""]) => name.replaceAll(".", "/")),
        isStringMap: type.includes("[key: string]: pulumi.Input<string>"),
      },
    ];
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
}

function scriptOf(declarations: string): string {
  return declarations.replace(/\.d\.ts$/, ".js");
}

let installed: SdkArguments | undefined;

/** {@link readArguments} of this repository's own SDK, read once. */
export function installedArguments(): SdkArguments {
  return (installed ??= readArguments(path.join(__dirname, "..", "..", "node_modules", "@pulumi", "aws")));
}
