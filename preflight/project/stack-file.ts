/** `Pulumi.<stack>.yaml`: which stack, and what its configuration file says. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { isMap, isScalar, type Document } from "yaml";
import { SECRET_PLACEHOLDER_PREFIX } from "../../policy-pack/engine/made-up";
import { InputError } from "../errors";
import type { Project } from "./project";
import { findYamlFile, isRecord, readYamlFile } from "./yaml-file";

/** A stack's name in its parts: `acme/shop/prod` is stack `prod` of organization `acme`. */
export interface StackName {
  readonly organization: string;
  readonly stack: string;
}

/** One configuration value as the file has it. */
export interface FileValue {
  /** What the program gets: text as written, anything structured as JSON. */
  readonly value: string;
  /** The whole value or a part of it is encrypted; those parts are placeholders. */
  readonly secret: boolean;
}

/** What a stack's configuration file holds. */
export interface StackFile {
  /** By key as written. */
  readonly values: ReadonlyMap<string, FileValue>;
  /** Names of the Pulumi ESC environments it imports, whose values nobody can read offline. */
  readonly environments: readonly string[];
}

/** The organization of a stack that names none, as with a self-managed backend. */
const DEFAULT_ORGANIZATION = "organization";

/**
 * The stack to check: the named one, else the only one with a configuration file, else `dev`.
 *
 * @throws InputError when the given name is no stack name.
 */
export function chooseStack(
  project: Project,
  given: string | undefined,
): StackName & { readonly alternatives: readonly string[] } {
  if (given !== undefined) {
    const parts = given.split("/");
    const stack = parts.at(-1) ?? "";
    if (parts.length > 3 || !/^[\w.-]+$/.test(stack)) {
      throw new InputError(
        `"${given}" is not the name of a stack.`,
        "A stack name holds letters, digits, hyphens, underscores and full stops: --stack dev.",
      );
    }
    return { stack, organization: parts.length > 1 ? (parts[0] ?? "") : DEFAULT_ORGANIZATION, alternatives: [] };
  }
  const found = stacksOf(project);
  const [only] = found;
  const chosen = found.length === 1 && only !== undefined ? only : "dev";
  return {
    stack: chosen,
    organization: DEFAULT_ORGANIZATION,
    alternatives: found.length > 1 ? found : [],
  };
}

function stacksOf(project: Project): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(project.configDirectory);
  } catch {
    return []; // No directory, no stacks: Pulumi creates it with the first `config set`.
  }
  const stacks = names.flatMap((name) => /^Pulumi\.(.+)\.(?:yaml|yml|json)$/.exec(name)?.[1] ?? []);
  return [...new Set(stacks)].sort();
}

/**
 * Reads a stack's configuration file. A stack without one has no configuration.
 *
 * @param shown how to call its directory in messages.
 * @throws InputError when it is no valid file.
 */
export function readStackFile(project: Project, stack: string, shown: string): StackFile {
  const file = findYamlFile(project.configDirectory, `Pulumi.${stack}`);
  if (file === undefined) {
    return { values: new Map(), environments: [] };
  }
  const label = path.join(shown, path.relative(project.root, file));
  const document = readYamlFile(file, label);
  return { values: valuesOf(document, label), environments: environmentsOf(document) };
}

function valuesOf(document: Document, label: string): ReadonlyMap<string, FileValue> {
  const section = document.get("config");
  const values = new Map<string, FileValue>();
  if (section === undefined || section === null || (isScalar(section) && section.value === null)) {
    return values;
  }
  if (!isMap(section)) {
    throw new InputError(`${label}: \`config\` must be a mapping of keys to values.`);
  }
  let placeholders = 0;
  const placeholder = () => `${SECRET_PLACEHOLDER_PREFIX}${String(placeholders++ % 1000).padStart(3, "0")}`;
  for (const { key, value } of section.items) {
    const name = String(isScalar(key) ? key.value : key);
    if (isScalar(value) && typeof value.value === "number" && value.source !== undefined) {
      // As written: an account id or a version must not lose its zeros.
      values.set(name, { value: value.source, secret: false });
      continue;
    }
    const plain = asPlain(document, value);
    const { value: readable, secret } = withPlaceholders(plain, placeholder);
    values.set(name, { value: encodeConfig(readable), secret });
  }
  return values;
}

function asPlain(document: Document, node: unknown): unknown {
  return typeof node === "object" && node !== null && "toJS" in node && typeof node.toJS === "function"
    ? (node.toJS as (document: Document) => unknown)(document)
    : node;
}

/** Text as it is, everything else as JSON: what a program reads with `config.get` and `config.getObject`. */
export function encodeConfig(value: unknown): string {
  if (value === null || value === undefined) {
    return "";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Replaces `{secure: …}`, at any depth, by something that reads as text, as number and as JSON. */
function withPlaceholders(value: unknown, placeholder: () => string): { value: unknown; secret: boolean } {
  if (isRecord(value) && typeof value.secure === "string" && Object.keys(value).length === 1) {
    return { value: placeholder(), secret: true };
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => withPlaceholders(item, placeholder));
    return { value: items.map((item) => item.value), secret: items.some((item) => item.secret) };
  }
  if (isRecord(value)) {
    const entries = Object.entries(value).map(([key, inner]) => [key, withPlaceholders(inner, placeholder)] as const);
    return {
      value: Object.fromEntries(entries.map(([key, inner]) => [key, inner.value])),
      secret: entries.some(([, inner]) => inner.secret),
    };
  }
  return { value, secret: false };
}

function environmentsOf(document: Document): readonly string[] {
  const content: unknown = document.toJS();
  const environment = isRecord(content) ? content.environment : undefined;
  const imports = isRecord(environment) ? environment.imports : environment;
  if (!Array.isArray(imports)) {
    return environment === undefined || environment === null ? [] : ["(defined inline)"];
  }
  return imports.map((item) => (typeof item === "string" ? item : isRecord(item) ? Object.keys(item).join() : "?"));
}
