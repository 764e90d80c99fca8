/** Whether AWS Backup backs a resource up (https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html). */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { hasWildcard, matches } from "../iam/wildcard";
import type { Answer } from "../iam/answer";
import { providerObject } from "./aws-provider";

/** Whether some selection of the stack takes a resource in: by its ARN, by a pattern, or by a tag. */
export function isBackedUp(stack: Stack, resource: Resource): Answer {
  const answers = stack.ofKind(kinds.backupSelection).map((selection) => takesIn(stack, selection, resource));
  return answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no";
}

function takesIn(stack: Stack, selection: Resource, resource: Resource): Answer {
  const narrowing = ["conditions", "notResources"].map((name) => selection.at(name));
  const isNarrowed = narrowing.some((value) => value.unknown || value.items.length > 0);
  const answers = [byArn(stack, selection, resource), byTag(selection, resource)];
  return answers.includes("yes") ? (isNarrowed ? "unknown" : "yes") : answers.includes("unknown") ? "unknown" : "no";
}

function byArn(stack: Stack, selection: Resource, resource: Resource): Answer {
  const all = selection.at("resources");
  if (stack.dependenciesOf(selection, "resources", [resource.type]).includes(resource)) {
    return "yes";
  }
  const arn = resource.at("arn");
  const answers = all.items.map((each): Answer => {
    if (each.string === undefined) {
      // What depends on other resources of the stack is theirs.
      return each.unknown && (selection.propertyDependencies.resources ?? []).length === 0 ? "unknown" : "no";
    }
    if (arn.string !== undefined) {
      return matches(each.string, arn.string) ? "yes" : "no";
    }
    return hasWildcard(each.string) ? patternOf(each.string, resource) : "no";
  });
  return answers.includes("yes") ? "yes" : all.unknown || answers.includes("unknown") ? "unknown" : "no";
}

/** Whether a pattern may take in a resource whose ARN is not known yet. */
function patternOf(pattern: string, resource: Resource): Answer {
  if (pattern === "*") {
    return "yes";
  }
  const service = pattern.split(":")[2] ?? "";
  const own = /^aws:(\w+)\//.exec(resource.type)?.[1] ?? "";
  const services = ["docdb", "neptune"].includes(own) ? ["rds"] : own === "efs" ? ["elasticfilesystem"] : [own];
  return services.some((each) => matches(service, each)) ? "unknown" : "no";
}

function byTag(selection: Resource, resource: Resource): Answer {
  const all = selection.at("selectionTags");
  const answers = all.items.map((tag) => hasTag(resource, tag.at("key").string ?? "", tag.at("value")));
  return answers.includes("yes") ? "yes" : all.unknown || answers.includes("unknown") ? "unknown" : "no";
}

function hasTag(resource: Resource, key: string, wanted: Value): Answer {
  // A resource's own tag wins over the provider's; what the provider merges is unknown as a whole in a preview.
  const holders = [resource.at("tags"), providerObject(resource.provider, "defaultTags").at("tags")];
  const tag = holders.map((tags) => tags.at(key)).find((value) => !value.absent);
  if (tag === undefined) {
    return "no";
  }
  return tag.unknown || wanted.unknown ? "unknown" : tag.string === wanted.string ? "yes" : "no";
}
