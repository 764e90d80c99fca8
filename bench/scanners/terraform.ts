/**
 * Registered resources written as Terraform, for scanners that read no Pulumi. The provider is Terraform's own with other
 * spellings, so this is a matter of names: of types, of arguments, and of what refers to what.
 */
import type { Registered } from "../../preflight/model/registry";
import { unwrapProperties } from "../../preflight/model/values";
import { Asset } from "../../policy-pack/engine/wire";

/** Of a type token, the module and the name: `["s3", "bucketPolicy"]`. */
const TOKEN = /^aws:(\w+)\/(\w+):/;

/** Modules that Terraform's names leave out, and those it calls otherwise. */
const MODULES: Readonly<Record<string, string>> = { ec2: "", lb: "", rds: "db" };

/** Types whose names follow no rule; each is one Checkov 3.3.30 has checks for or knows otherwise. */
const TYPES: Readonly<Record<string, string>> = {
  "aws:cloudtrail/trail:Trail": "aws_cloudtrail",
  "aws:lb/listener:Listener": "aws_lb_listener",
  "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
  "aws:lb/targetGroup:TargetGroup": "aws_lb_target_group",
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": "aws_s3_bucket_replication_configuration",
};

/** Arguments Pulumi calls otherwise, by type token. */
const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:autoscaling/group:Group": { vpcZoneIdentifiers: "vpc_zone_identifier" },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { name: "alarm_name" },
  "aws:lambda/function:Function": { name: "function_name", code: "filename" },
  "aws:lambda/permission:Permission": { function: "function_name" },
  "aws:sns/topicSubscription:TopicSubscription": { topic: "topic_arn" },
};

/** Lists of blocks that are plural in Terraform too; Pulumi puts all others in the plural. */
const PLURAL = new Set(["blockDeviceMappings", "redactedFields", "tagSpecifications"]);
/** Arguments that hold any keys, which stay as they are. Other objects are blocks. */
const MAPS = new Set(["dimensions", "tags", "variables"]);

/** A type token in Terraform's words. */
export function terraformType(type: string): string {
  const [, module = "", name = ""] = TOKEN.exec(type) ?? [];
  const prefix = MODULES[module] ?? module;
  return TYPES[type] ?? ["aws", ...(prefix === "" ? [] : [prefix]), snakeCase(name)].join("_");
}

/** The text of one resource. @param byUrn all resources, for what it refers to. */
export function terraformResource(resource: Registered, byUrn: ReadonlyMap<string, Registered>): string {
  const { type, name } = resource;
  const inputs = unwrapProperties(resource.inputs);
  // What the program set, without what the provider filled in.
  const lines = Object.entries(inputs)
    .filter(([key]) => Object.hasOwn(resource.propertyDependencies, key))
    .flatMap(([key, value]) => {
      const sources = (resource.propertyDependencies[key] ?? []).flatMap((urn) => byUrn.get(urn) ?? []);
      const written = ARGUMENTS[type]?.[key];
      return argument(key, value, new Writer(sources), written);
    });
  // Unless a program says otherwise, Pulumi makes the replacement first.
  const all = [...lines, "lifecycle {", "  create_before_destroy = true", "}"];
  return `resource "${terraformType(type)}" "${name}" {\n${indented(all).join("\n")}\n}\n`;
}

/** Writes values; those that come from another resource as references to it. */
class Writer {
  constructor(private readonly sources: readonly Registered[]) {}

  /** An expression. */
  value(value: unknown): string {
    if (value instanceof Asset) {
      return '"code.zip"';
    }
    if (Array.isArray(value)) {
      return `[${value.map((each) => this.value(each)).join(", ")}]`;
    }
    if (typeof value === "object" && value !== null) {
      const pairs = Object.entries(value).map(([key, inner]) => `${quoted(key)} = ${this.value(inner)}`);
      return `{ ${pairs.join(", ")} }`;
    }
    if (typeof value !== "string") {
      return JSON.stringify(value);
    }
    // A document as an expression: a scanner need not read text inside a text.
    return this.#reference(value) ?? (isDocument(value) ? `jsonencode(${literal(value)})` : quoted(value));
  }

  /** What a text comes from, when it is all of another resource's attribute, or its ARN and something behind. */
  #reference(text: string): string | undefined {
    for (const { type, name, id, outputs } of this.sources) {
      const attribute =
        id === text ? "id" : Object.keys(outputs).find((key) => key !== "id" && text !== "" && outputs[key] === text);
      if (attribute !== undefined) {
        return `${terraformType(type)}.${name}.${snakeCase(attribute)}`;
      }
      const { arn } = outputs;
      if (typeof arn === "string" && text.startsWith(arn)) {
        return `"\${${terraformType(type)}.${name}.arn}${quoted(text.slice(arn.length)).slice(1)}`;
      }
    }
    return undefined;
  }
}

/** An argument, or one block or several. */
function argument(key: string, value: unknown, writer: Writer, written?: string): string[] {
  const plain = written ?? snakeCase(key);
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
    return [];
  }
  if (Array.isArray(value) && value.every(isBlock)) {
    return value.flatMap((each) => block(PLURAL.has(key) ? plain : singular(plain), each, writer));
  }
  return isBlock(value) && !MAPS.has(key) ? block(plain, value, writer) : [`${plain} = ${writer.value(value)}`];
}

function block(name: string, value: Readonly<Record<string, unknown>>, writer: Writer): string[] {
  const lines = Object.entries(value).flatMap(([key, inner]) => argument(key, inner, writer));
  return [`${name} {`, ...indented(lines), "}"];
}

function isDocument(text: string): boolean {
  try {
    return isBlock(JSON.parse(text));
  } catch {
    return false;
  }
}

function isBlock(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Asset);
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** `isIpv6Enabled` → `is_ipv6_enabled`. */
function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

function singular(name: string): string {
  return name.replace(/ies$/, "y").replace(/(?<=as)es$|s$/, "");
}

function quoted(text: string): string {
  return literal(JSON.stringify(text));
}

/** Without what Terraform would read as an expression inside a text. */
function literal(text: string): string {
  return text.replace(/[$%]\{/g, (start) => `${start[0]}${start}`);
}
