/**
 * Where a credential comes from: out of a generator or a secret store, out of configuration, or out of the program's
 * text. Nothing in this file returns the credential, its length or a part of it.
 */
import type { ConfigValue, ProgramContext } from "../engine/context";
import { isHalfKnown, isMadeUp } from "../engine/made-up";
import { SENSITIVE_NAME } from "../engine/redact";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { typeOfUrn } from "./urn";

/** What is known of a credential's origin. */
export type CredentialOrigin =
  /** There is none. An empty text is none: providers take it as not set. */
  | { readonly from: "nowhere" }
  /** A generator, a secret store, encrypted configuration or the environment: it does not stand in the program. */
  | { readonly from: "outside" }
  /** Configuration that is stored in the clear, under this key. */
  | { readonly from: "plain configuration"; readonly key: string }
  /** A text that no resource produced and no configuration holds: as far as can be seen, the program's own. */
  | { readonly from: "program" }
  | { readonly from: "unclear"; readonly reason: string };

/** How state analysis shows a secret (`pulumi policy analyze`). */
const HIDDEN = "[secret]";

/** Shorter texts turn up inside others by chance. */
const SHORTEST_PART = 6;

const NOWHERE: CredentialOrigin = { from: "nowhere" };
const OUTSIDE: CredentialOrigin = { from: "outside" };
const PROGRAM: CredentialOrigin = { from: "program" };

/**
 * Finds out where a credential comes from.
 *
 * @param value the credential, a property of `resource` or a part of one.
 * @param property the top-level property it is, or lies in: dependencies are known of those alone.
 */
export function credentialOrigin(
  value: Value,
  property: string,
  resource: Resource,
  stack: Stack,
  program: ProgramContext,
): CredentialOrigin {
  // Providers take numbers for texts, and so do the YAML and the dynamic languages.
  const text = value.string ?? value.number?.toString();
  if (value.absent || text === "") {
    return NOWHERE;
  }
  if (text !== undefined && isMadeUp(text)) {
    return OUTSIDE;
  }
  const dependencies = resource.propertyDependencies[property] ?? [];
  if (dependencies.length > 0) {
    return fromDependencies(text, value.path === property, dependencies, stack);
  }
  if (text === undefined) {
    return unclear(value.unknown ? "it is not known yet, and depends on no resource" : "it is not a text");
  }
  if (text === HIDDEN) {
    return unclear("state analysis hides secrets");
  }
  return fromConfiguration(text, program.config) ?? fromElsewhere(text, program);
}

/**
 * Finds out where a credential comes from that is one of many texts in a property, such as a variable of an environment: of
 * what such a property depends on, most has nothing to do with the text. A text that is known is made of a resource only if
 * an output of that resource, as it stands or encoded, is in it, or it in the output.
 */
export function originAmongOthers(
  text: string,
  property: string,
  resource: Resource,
  stack: Stack,
  program: ProgramContext,
): CredentialOrigin {
  if (text === HIDDEN) {
    return unclear("state analysis hides secrets");
  }
  if (isMadeUp(text)) {
    return OUTSIDE;
  }
  for (const urn of resource.propertyDependencies[property] ?? []) {
    const source = stack.get(urn);
    const type = typeOfUrn(urn);
    if (source !== undefined && isMadeOf(text, source, canHoldCredential(type))) {
      return OUTSIDE;
    }
    // What is only read, and what other providers, components and stacks know, nobody here sees.
    const isSeen = source !== undefined && /^(?:aws|random|tls):/.test(type);
    if (!isSeen && program.marksDataSources !== true) {
      return unclear(`it may come from \`${type}\``);
    }
  }
  return fromConfiguration(text, program.config) ?? fromElsewhere(text, program);
}

function isMadeOf(text: string, source: Resource, mayHoldCredential: boolean): boolean {
  return source.props.entries.some(([, { string: output }]) => {
    if (output === undefined || output === HIDDEN || output.length < SHORTEST_PART) {
      return false;
    }
    const forms = [output, encodeURIComponent(output), Buffer.from(output).toString("base64")];
    return output.includes(text) || (mayHoldCredential && forms.some((form) => text.includes(form)));
  });
}

/** What would look like a text in the program to this caller, if anything. */
export function doubtOf(program: ProgramContext): string | undefined {
  if (program.config === undefined) {
    return "a value of `config.requireSecret` or of a data source such as `getSecretVersion`";
  }
  return program.marksDataSources === true ? undefined : "a value of a data source such as `getSecretVersion`";
}

/** AWS types whose outputs are a credential or hold one; those with a password of their own can lend it to a replica. */
const AWS_SOURCES: readonly string[] = [
  "aws:secretsmanager/",
  "aws:ssm/parameter:",
  "aws:iam/accessKey:",
  "aws:iam/serviceSpecificCredential:",
  "aws:lambda/invocation:",
  "aws:cloudformation/",
  "aws:cloudcontrol/",
  "aws:rds/instance:",
  "aws:rds/cluster:",
  "aws:docdb/cluster:",
  "aws:redshift/cluster:",
  "aws:elasticache/user:",
  "aws:elasticache/replicationGroup:",
];

/**
 * Whether a type's outputs can be a credential. Those of any other provider's can: a generator (`random`, `tls`), another
 * secret store (`vault`), a `StackReference`, a command, a component.
 */
function canHoldCredential(type: string): boolean {
  return !type.startsWith("aws:") || AWS_SOURCES.some((source) => type.startsWith(source));
}

/** @param alone whether the property holds nothing but the credential, so that its dependencies are the credential's. */
function fromDependencies(
  text: string | undefined,
  alone: boolean,
  dependencies: readonly string[],
  stack: Stack,
): CredentialOrigin {
  const sources = dependencies.filter((urn) => canHoldCredential(typeOfUrn(urn)));
  if (sources.length === 0) {
    const types = [...new Set(dependencies.map(typeOfUrn))].sort().join(", ");
    return unclear(`it depends on ${types}, which makes no credentials`);
  }
  if (alone || text === undefined || sources.some((urn) => holds(stack.get(urn), text))) {
    return OUTSIDE;
  }
  return unclear("another part of the property may be what depends on a generator or secret");
}

/** Whether a known output of a resource is a text, or has one in it (a secret's JSON). */
function holds(resource: Resource | undefined, text: string): boolean {
  const outputs = (resource?.props.entries ?? []).map(([, output]) => output.string);
  return outputs.some((output) => output !== undefined && output !== HIDDEN && output.includes(text));
}

/** @returns `undefined` when no configuration value explains the text. */
function fromConfiguration(text: string, config: ProgramContext["config"]): CredentialOrigin | undefined {
  let plain: CredentialOrigin | undefined;
  for (const [key, entry] of config ?? []) {
    if (!explains(entry, key, text)) {
      continue;
    }
    // Where nobody says what is encrypted, it may be: at least it is not in the program.
    if (entry.secret !== false) {
      return OUTSIDE;
    }
    plain ??= { from: "plain configuration", key };
  }
  return plain;
}

/**
 * Whether a text is a configuration value, a leaf of a structured one, or was built from it. The last only where the
 * value is certainly a secret or its key says so: a region or a project's name inside a password explains nothing.
 */
function explains(entry: ConfigValue, key: string, text: string): boolean {
  const leaves = leavesOf(entry.value);
  if (leaves.includes(text)) {
    return true;
  }
  const isSecret = entry.secret === true || SENSITIVE_NAME.test(key);
  return isSecret && leaves.some((leaf) => leaf.length >= SHORTEST_PART && text.includes(leaf));
}

/** The value itself, and every text and number in it when it is JSON (`config.requireObject`). */
function leavesOf(value: string): readonly string[] {
  const leaves = [value];
  if (/^\s*[[{]/.test(value)) {
    try {
      const open: unknown[] = [JSON.parse(value)];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (typeof next === "object" && next !== null) {
          open.push(...Object.values(next as Record<string, unknown>));
        } else if (typeof next === "string" || typeof next === "number") {
          leaves.push(String(next));
        }
      }
    } catch {
      // Not JSON after all: the value is its own only leaf.
    }
  }
  return leaves.filter((leaf) => leaf !== "");
}

function fromElsewhere(text: string, program: ProgramContext): CredentialOrigin {
  const inEnvironment = Object.entries(program.environment).some(
    ([name, value]) => value === text && (SENSITIVE_NAME.test(name) || /(?:^|_)PW(?:_|$)/i.test(name)),
  );
  if (inEnvironment) {
    return OUTSIDE;
  }
  return isHalfKnown(text) ? unclear("a part of it is not known yet") : PROGRAM;
}

function unclear(reason: string): CredentialOrigin {
  return { from: "unclear", reason };
}
