/**
 * Literal stacks for rule tables: resources as a program would declare them, with references between them that are
 * unknown in a preview and known afterwards.
 */
import { autoName } from "../../policy-pack/helpers/auto-names";
import { fabricateOutputs } from "../../preflight/aws/outputs";
import { MADE_UP_PLACE, type Place } from "../../preflight/aws/place";
import { SIGNATURE, SIGNATURE_KEY, UNKNOWN } from "../../policy-pack/engine/wire";

/**
 * How a stack is looked at: in a first preview every computed output is unknown; after `up` all are known; the offline
 * check puts recognisable made-up values in their place.
 */
export type Mode = "preview" | "up" | "offline";
export const MODES: readonly Mode[] = ["preview", "up", "offline"];

const LIVE_PLACE: Place = { partition: "aws", region: "us-east-1", account: "210987654321" };

export interface ResourceLiteral {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly options: ResourceOptions;
}

export interface ResourceOptions {
  /** Logical name of the parent; without one, the stack. */
  readonly parent?: string;
  /** Logical names of explicit dependencies. */
  readonly dependsOn?: readonly string[];
  readonly provider?: { readonly name?: string; readonly props: Readonly<Record<string, unknown>> };
}

/** A resource as the program declares it. */
export function resource(
  type: string,
  name: string,
  props: Readonly<Record<string, unknown>> = {},
  options: ResourceOptions = {},
): ResourceLiteral {
  return { type, name, props, options };
}

/** A component: `new MyComponent(name, args)`. */
export function component(
  name: string,
  props: Readonly<Record<string, unknown>> = {},
  type = "acme:index:Component",
): ResourceLiteral {
  return { type, name, props, options: {} };
}

class Ref {
  constructor(
    readonly target: string,
    readonly property: string,
  ) {}
}
class Template {
  constructor(readonly parts: readonly unknown[]) {}
}
class Json {
  constructor(readonly value: unknown) {}
}
class SecretLiteral {
  constructor(readonly value: unknown) {}
}
class Derived {
  constructor(
    readonly value: unknown,
    readonly targets: readonly string[],
  ) {}
}

/** An output of another resource of the stack, by logical name: `ref("logs", "arn")`. */
export function ref(target: string, property = "id"): unknown {
  return new Ref(target, property);
}

/** `pulumi.interpolate`: one unknown part makes the whole text unknown in a preview. */
export function interpolate(texts: TemplateStringsArray, ...values: readonly unknown[]): unknown {
  return new Template(texts.flatMap((text, index) => (index < values.length ? [text, values[index]] : [text])));
}

/** `pulumi.jsonStringify`, or `JSON.stringify` in an `apply`: wholly unknown in a preview if any part is. */
export function json(value: unknown): unknown {
  return new Json(value);
}

/** `pulumi.secret(…)`. */
export function secret(value: unknown): unknown {
  return new SecretLiteral(value);
}

/** A value that is known and all the same depends on resources (an `apply` over a known output). */
export function derived(value: unknown, ...targets: readonly string[]): unknown {
  return new Derived(value, targets);
}

/** Unknown in every mode: an output of something outside the stack. */
export const unknown: unknown = UNKNOWN;

/** A resource literal with every reference resolved for one mode, in the engine's wire form. */
export interface ResolvedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Checked inputs, auto-names filled in. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Inputs and what AWS computes. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly provider:
    | {
        readonly type: string;
        readonly name: string;
        readonly urn: string;
        readonly props: Readonly<Record<string, unknown>>;
      }
    | undefined;
}

const PROJECT = "flight";
const STACK = "dev";
const STACK_TYPE = "pulumi:pulumi:Stack";
/** An `AssetArchive` of texts by file name; other members as they are. */
export function archive(files: Readonly<Record<string, unknown>>): unknown {
  const members = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === "string" ? { [SIGNATURE_KEY]: SIGNATURE.asset, text: content } : content,
  ]);
  return { [SIGNATURE_KEY]: SIGNATURE.archive, assets: Object.fromEntries(members) as unknown };
}

/** A `FileArchive`. */
export function fileArchive(path: string): unknown {
  return { [SIGNATURE_KEY]: SIGNATURE.archive, path };
}

const SECRET_SIGNATURE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** The root every stack has. */
export const ROOT = resource(STACK_TYPE, `${PROJECT}-${STACK}`);

/**
 * Resolves a literal stack for one mode.
 * @throws when a reference or a parent names a resource that is not in the stack: a mistake in the table.
 */
export function resolveStack(literals: readonly ResourceLiteral[], mode: Mode): readonly ResolvedResource[] {
  const all = [ROOT, ...literals];
  const byName = new Map(all.map((literal) => [literal.name, literal]));
  if (byName.size !== all.length) {
    throw new Error("two resources of a literal stack have the same name");
  }
  const find = (name: string): ResourceLiteral => {
    const found = byName.get(name);
    if (found === undefined) {
      throw new Error(`the literal stack has no resource "${name}"`);
    }
    return found;
  };
  const typePath = (literal: ResourceLiteral): string => {
    const parent = literal.options.parent === undefined ? undefined : find(literal.options.parent);
    return parent === undefined ? literal.type : `${typePath(parent)}$${literal.type}`;
  };
  const urnOf = (literal: ResourceLiteral) => `urn:pulumi:${STACK}::${PROJECT}::${typePath(literal)}::${literal.name}`;

  const resolved = new Map<string, ReturnType<typeof resolveOne>>();
  const resolveByName = (name: string) => {
    let one = resolved.get(name);
    if (one === undefined) {
      one = resolveOne(find(name));
      resolved.set(name, one);
    }
    return one;
  };

  function resolveOne(literal: ResourceLiteral) {
    const inputs: Record<string, unknown> = {};
    const propertyDependencies: Record<string, readonly string[]> = {};
    for (const [key, value] of Object.entries(literal.props)) {
      const targets = new Set<string>();
      const plain = resolveValue(value, targets);
      if (plain !== undefined) {
        inputs[key] = plain;
      }
      // As the SDKs do: every property of the program is listed, also one without dependencies.
      propertyDependencies[key] = [...targets].map((name) => urnOf(find(name)));
    }
    const named = autoName(literal.type, literal.name, inputs, mode === "offline" ? undefined : "1a2b3c4");
    if (named !== undefined) {
      inputs[named.property] = named.value;
    }
    const outputs = computedOutputs(literal, inputs);
    return { literal, inputs, outputs, propertyDependencies };
  }

  function computedOutputs(
    literal: ResourceLiteral,
    inputs: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> {
    if (!literal.type.includes("/")) {
      return inputs; // components, providers, the stack
    }
    const style = mode === "offline" ? "made-up" : "plausible";
    const regions = [inputs.region, literal.options.provider?.props.region].filter((each) => typeof each === "string");
    const elsewhere = regions.find((each) => each !== UNKNOWN);
    const place = {
      ...(mode === "offline" ? MADE_UP_PLACE : LIVE_PLACE),
      ...(elsewhere === undefined ? {} : { region: elsewhere }),
    };
    const { outputs } = fabricateOutputs(literal.type, urnOf(literal), literal.name, inputs, place, style);
    if (mode !== "preview") {
      return outputs;
    }
    // In a preview what the inputs hold is known, and what only AWS knows is not.
    return Object.fromEntries(Object.keys(outputs).map((key) => [key, key in inputs ? inputs[key] : UNKNOWN]));
  }

  function resolveValue(value: unknown, targets: Set<string>): unknown {
    if (value instanceof Ref) {
      const { literal, outputs } = resolveByName(value.target);
      targets.add(literal.name);
      if (value.property in outputs) {
        return outputs[value.property];
      }
      // An output this stand-in does not compute: unknown before creation, some text afterwards.
      return mode === "preview" ? UNKNOWN : `${value.target}.${value.property}`;
    }
    if (value instanceof Template) {
      const parts = value.parts.map((part) => resolveValue(part, targets));
      return parts.includes(UNKNOWN) ? UNKNOWN : parts.map(String).join("");
    }
    if (value instanceof Json) {
      const inner = resolveValue(value.value, targets);
      return JSON.stringify(inner).includes(UNKNOWN) ? UNKNOWN : JSON.stringify(inner);
    }
    if (value instanceof SecretLiteral) {
      return { ...SECRET_SIGNATURE, value: resolveValue(value.value, targets) };
    }
    if (value instanceof Derived) {
      value.targets.forEach((target) => targets.add(find(target).name));
      return value.value;
    }
    if (Array.isArray(value)) {
      return value.map((each) => resolveValue(each, targets));
    }
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolveValue(each, targets)]));
    }
    return value;
  }

  return all.map((literal) => {
    const { inputs, outputs, propertyDependencies } = resolveByName(literal.name);
    const explicit = (literal.options.dependsOn ?? []).map((name) => urnOf(find(name)));
    const parent =
      literal === ROOT ? "" : urnOf(literal.options.parent === undefined ? ROOT : find(literal.options.parent));
    const provider = literal.options.provider;
    return {
      urn: urnOf(literal),
      type: literal.type,
      name: literal.name,
      parent,
      dependencies: [...new Set([...explicit, ...Object.values(propertyDependencies).flat()])],
      propertyDependencies,
      inputs,
      outputs,
      provider:
        provider === undefined
          ? undefined
          : {
              type: "pulumi:providers:aws",
              name: provider.name ?? "aws",
              urn: `urn:pulumi:${STACK}::${PROJECT}::pulumi:providers:aws::${provider.name ?? "aws"}`,
              props: provider.props,
            },
    };
  });
}
