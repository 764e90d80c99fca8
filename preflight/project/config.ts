/** The configuration a program runs with: declared defaults, the stack's file, the command line. */
import type { ConfigValue } from "../../policy-pack/engine/context";
import { InputError } from "../errors";
import type { Project } from "./project";
import { encodeConfig, type StackFile } from "./stack-file";
import { isRecord } from "./yaml-file";

/** By full key: `shop:size`, `aws:region`. */
export type Config = ReadonlyMap<string, ConfigValue>;

/**
 * Merges what the project declares, what the stack's file sets and what the command line overrides.
 *
 * @param overrides `key=value`, as given to `--config`.
 * @throws InputError when an override is malformed, a declared value is missing, or one is not of its declared type.
 */
export function resolveConfig(project: Project, stack: string, file: StackFile, overrides: readonly string[]): Config {
  const config = new Map<string, ConfigValue>();
  for (const [key, { value, secret }] of file.values) {
    config.set(fullKey(project.name, key), { value, secret });
  }
  for (const override of overrides) {
    const [key, value] = parseOverride(override);
    const full = fullKey(project.name, key);
    // A value that the file keeps encrypted stays secret when somebody passes the real one. Whether one that the file does
    // not hold is encrypted wherever it comes from, nobody says.
    config.set(full, { value, secret: config.get(full)?.secret });
  }
  applyDeclarations(project, stack, file, config);
  return config;
}

/** The namespace defaults to the project's name; `aws:config:region` is an older spelling of `aws:region`. */
function fullKey(project: string, key: string): string {
  const parts = key.split(":");
  if (parts.length === 1) {
    return `${project}:${key}`;
  }
  return parts.length === 3 && parts[1] === "config" ? `${parts[0] ?? ""}:${parts[2] ?? ""}` : key;
}

function parseOverride(override: string): readonly [key: string, value: string] {
  const split = override.indexOf("=");
  if (split <= 0) {
    // The text is not quoted: without its `=` it may well be a value.
    throw new InputError(
      "A --config option is not of the form key=value.",
      "Write --config size=t3.micro, or --config aws:region=eu-west-1.",
    );
  }
  return [override.slice(0, split), override.slice(split + 1)];
}

/** What the engine does with the project's own `config` section (`mergeConfig` in pkg/workspace/config.go). */
function applyDeclarations(project: Project, stack: string, file: StackFile, config: Map<string, ConfigValue>): void {
  const missing: string[] = [];
  for (const key of Object.keys(project.declaredConfig).sort()) {
    const given = project.declaredConfig[key];
    const declared: Record<string, unknown> = isRecord(given) ? given : { value: given };
    const full = fullKey(project.name, key);
    const current = config.get(full);
    const fallback = declared.value ?? declared.default;
    const value = current?.value ?? (fallback === undefined || fallback === null ? undefined : encodeConfig(fallback));
    if (value === undefined) {
      if (full.startsWith(`${project.name}:`)) {
        missing.push(key);
      }
      continue;
    }
    config.set(full, { value, secret: declared.secret === true || (current === undefined ? false : current.secret) });
    if (current !== undefined && !isOfType(current.value, declared.type)) {
      throw new InputError(
        `The configuration value ${full} of stack ${stack} must be of type ${String(declared.type)}, as Pulumi.yaml declares it.`,
      );
    }
  }
  if (missing.length > 0) {
    const first = missing[0] ?? "";
    throw new InputError(
      `Stack ${stack} is missing configuration that Pulumi.yaml declares as required: ${missing.join(", ")}.` +
        (file.environments.length > 0 ? " It may come from Pulumi ESC, which an offline check cannot open." : ""),
      `Give it on the command line: --config ${first}=VALUE.`,
    );
  }
}

/** The engine's own test of a value against its declared type (`ValidateConfigValue`); placeholders pass each. */
function isOfType(value: string, type: unknown): boolean {
  switch (type) {
    case "integer":
      return /^[+-]?\d+$/.test(value);
    case "boolean":
      return value === "true" || value === "false" || /^4242\d+$/.test(value);
    case "object":
    case "array": {
      if (/^4242\d+$/.test(value)) {
        return true;
      }
      try {
        const parsed: unknown = JSON.parse(value);
        return type === "array" ? Array.isArray(parsed) : isRecord(parsed);
      } catch {
        return false;
      }
    }
    default:
      return true;
  }
}
