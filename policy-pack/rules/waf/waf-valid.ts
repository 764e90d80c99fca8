import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import {
  defineRule,
  finding,
  undecided,
  type SettingsSchema,
  type StackRuleContext,
  type Yield,
} from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { checksByKind } from "../../helpers/checks-by-kind";
import { assumedRegion } from "../../helpers/place";
import { MANAGED_RULE_GROUPS, MANAGED_RULE_GROUPS_DATE, nearestRuleGroup } from "../../helpers/waf-managed-rule-groups";
import { isGiven } from "../../helpers/distributions";

const LOG_PREFIX = "aws-waf-logs-";
const GLOBAL_REGION = "us-east-1";
const LIST = "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html";

/** Where web ACLs log to, and the property that holds the name. */
const DESTINATIONS: readonly (readonly [Kind, string, string])[] = [
  [kinds.logGroup, "name", "log group"],
  [kinds.bucket, "bucket", "bucket"],
  [kinds.firehose, "name", "delivery stream"],
];

const settings = {
  additionalRuleGroups: {
    type: "array",
    items: { type: "string" },
    description: "Managed rule groups of the vendor `AWS` that are newer than the list of this pack.",
    default: [],
  },
} as const satisfies SettingsSchema;

export const wafValid = defineRule({
  id: "waf-valid",
  title: "AWS WAF accepts web ACLs, their associations and their logging",
  rationale: "A preview does not ask AWS WAF; it refuses them when half the stack exists.",
  remediation: "Correct the property as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  settings,
  scope: "stack",
  ...checksByKind(
    [kinds.webAcl, checkScope, checkRules],
    [kinds.wafRuleGroup, checkScope, checkRules],
    [kinds.webAclAssociation, checkAssociation],
    [kinds.webAclLogging, checkLogging],
    [kinds.distribution, checkDistribution],
  ),
});

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html: the global scope lives in us-east-1. */
function* checkScope(acl: Resource, context: StackRuleContext): Generator<Yield> {
  const region = assumedRegion(acl, context);
  if (acl.at("scope").string === "CLOUDFRONT" && region !== undefined && region !== GLOBAL_REGION) {
    yield finding("scope", `Scope \`CLOUDFRONT\` exists in ${GLOBAL_REGION} only, and this is created in ${region}.`, {
      remediation: `Create it with \`new aws.Provider("us-east-1", { region: "us-east-1" })\`.`,
    });
  }
}

function* checkRules(acl: Resource, { settings: given }: StackRuleContext): Generator<Yield> {
  const additional = given.additionalRuleGroups as readonly string[];
  const byPriority = new Map<number, Value>();
  for (const rule of acl.at("rules").items) {
    const priority = rule.at("priority");
    const other = priority.number === undefined ? undefined : byPriority.get(priority.number);
    if (other !== undefined) {
      yield finding(
        priority,
        `Rules ${other.show()} and ${rule.at("name").show()} both have priority ${priority.show()}; each needs its own.`,
        { remediation: "Number the rules in the order they are to be tried." },
      );
    } else if (priority.number !== undefined) {
      byPriority.set(priority.number, rule.at("name"));
    }
    yield* checkManagedGroup(rule.at("statement", "managedRuleGroupStatement"), additional);
    if (acl.is(kinds.webAcl)) {
      yield* checkAction(rule);
    }
  }
}

function* checkManagedGroup(statement: Value, additional: readonly string[]): Generator<Yield> {
  const name = statement.at("name");
  const text = name.string;
  if (statement.at("vendorName").string !== "AWS" || text === undefined || name.halfKnown) {
    if (statement.at("vendorName").unknown || name.unknown) {
      yield undecided(name, "which managed rule group is meant is not known yet");
    }
    return;
  }
  if (!MANAGED_RULE_GROUPS.includes(text) && !additional.includes(text)) {
    const near = nearestRuleGroup(text);
    yield finding(
      name,
      `AWS has no managed rule group ${name.show()} (list of ${MANAGED_RULE_GROUPS_DATE}); AWS WAF refuses the web ACL (WAFNonexistentItemException).`,
      {
        remediation:
          near === undefined ? `Take the name from AWS's list (${LIST}).` : `The nearest one is \`${near}\`.`,
      },
    );
  }
}

/**
 * A rule that runs a rule group overrides the group's actions, any other has an action of its own
 * (https://docs.aws.amazon.com/waf/latest/APIReference/API_Rule.html).
 */
function* checkAction(rule: Value): Generator<Yield> {
  const statement = rule.at("statement");
  const action = rule.at("action");
  const override = rule.at("overrideAction");
  if (statement.object === undefined || action.unknown || override.unknown) {
    return;
  }
  const runsGroup = ["managedRuleGroupStatement", "ruleGroupReferenceStatement"].some(
    (each) => !statement.at(each).absent,
  );
  const name = rule.at("name").show();
  if (runsGroup && !action.absent) {
    yield finding(action, `Rule ${name} runs a rule group, which takes \`overrideAction\` and no \`action\`.`, {
      remediation: "Replace it by `overrideAction: { none: {} }` (or `{ count: {} }`).",
    });
  } else if (runsGroup && override.absent) {
    yield finding(rule, `Rule ${name} runs a rule group and has no \`overrideAction\`.`, {
      remediation: "Add `overrideAction: { none: {} }` (or `{ count: {} }` to try it out).",
    });
  } else if (!runsGroup && !override.absent) {
    yield finding(override, `Rule ${name} runs no rule group, so it takes \`action\` and no \`overrideAction\`.`, {
      remediation: "Replace it by `action: { block: {} }` (or `allow`, `count`, `captcha`, `challenge`).",
    });
  } else if (!runsGroup && action.absent) {
    yield finding(rule, `Rule ${name} has no \`action\`.`, {
      remediation: "Add `action: { block: {} }` (or `allow`, `count`, `captcha`, `challenge`).",
    });
  }
}

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html: regional resources only. */
function* checkAssociation(association: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const resource = association.at("resourceArn");
  const distributions = stack.link(association, ["resourceArn"], kinds.distribution).targets;
  if (distributions.length > 0 || /^arn:[a-z-]+:cloudfront:/.test(resource.string ?? "")) {
    yield finding(
      resource,
      "A distribution takes its web ACL from `webAclId`; AWS WAF refuses an association with one.",
      {
        remediation: "Remove the association and set the distribution's `webAclId` to the web ACL's ARN.",
      },
    );
    return;
  }
  const acl = association.at("webAclArn");
  const scope = scopeOf(association, acl, "webAclArn", stack);
  if (scope === "CLOUDFRONT") {
    yield finding(acl, "The web ACL has scope `CLOUDFRONT` and can only protect distributions.", {
      remediation: "Give load balancers, stages and other regional resources a web ACL of scope `REGIONAL`.",
    });
  } else if (scope === undefined && acl.unknown) {
    yield undecided(acl, "the web ACL's scope is not known yet");
  }
}

function* checkDistribution(distribution: Resource, { stack }: StackRuleContext): Generator<Yield> {
  if (!isGiven(stack, distribution, "webAclId")) {
    return;
  }
  const acl = distribution.at("webAclId");
  const { targets } = stack.link(distribution, ["webAclId"], kinds.webAcl);
  if (scopeOf(distribution, acl, "webAclId", stack) === "REGIONAL") {
    yield finding(acl, "The web ACL has scope `REGIONAL`; a distribution takes one of scope `CLOUDFRONT`.", {
      remediation: "Create a web ACL of scope `CLOUDFRONT` with a provider for us-east-1.",
    });
  } else if (targets.length > 0 && acl.string?.startsWith("arn:") === false) {
    yield finding(acl, `${acl.show()} is the web ACL's id; CloudFront takes the ARN of a web ACL of this generation.`, {
      remediation: "Use `webAcl.arn`.",
    });
  }
}

function scopeOf(resource: Resource, acl: Value, property: string, stack: Stack): string | undefined {
  const written = /^arn:[a-z-]+:wafv2:[^:]*:[^:]*:(global|regional)\//.exec(acl.string ?? "")?.[1];
  if (written !== undefined) {
    return written === "global" ? "CLOUDFRONT" : "REGIONAL";
  }
  const { targets } = stack.link(resource, [property], kinds.webAcl);
  const scopes = new Set(targets.map((target) => target.at("scope").string));
  return scopes.size === 1 ? [...scopes][0] : undefined;
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html. */
function* checkLogging(logging: Resource, { stack }: StackRuleContext): Generator<Yield> {
  for (const [index, destination] of logging.at("logDestinationConfigs").items.entries()) {
    for (const [kind, property, what] of DESTINATIONS) {
      const { targets } = stack.link(logging, ["logDestinationConfigs", index], kind);
      const [target] = targets;
      if (targets.length === 1 && target !== undefined) {
        yield* checkName(target, property, what, destination);
      }
    }
    const written = nameIn(destination);
    if (written !== undefined && !written.startsWith(LOG_PREFIX) && !isInStack(logging, index, stack)) {
      yield finding(
        destination,
        `${destination.show()} is not named \`${LOG_PREFIX}…\`; AWS WAF logs to nothing else.`,
        {
          remediation: `Log to a destination whose name begins with \`${LOG_PREFIX}\`.`,
        },
      );
    }
  }
}

function isInStack(logging: Resource, index: number, stack: Stack): boolean {
  return DESTINATIONS.some(([kind]) => stack.link(logging, ["logDestinationConfigs", index], kind).targets.length > 0);
}

/** The name in the ARN of a log group, bucket or delivery stream. */
function nameIn(destination: Value): string | undefined {
  const text = destination.halfKnown ? undefined : destination.string;
  return /^arn:[a-z-]+:(?:logs:[^:]*:[^:]*:log-group:|s3:::|firehose:[^:]*:[^:]*:deliverystream\/)([^:/]+)/.exec(
    text ?? "",
  )?.[1];
}

function* checkName(target: Resource, property: string, what: string, destination: Value): Generator<Yield> {
  const name = target.at(property);
  const text = name.string ?? target.at(`${property}Prefix`).string;
  if (text === undefined) {
    yield undecided(destination, `the name of the ${what} is not known yet`);
  } else if (!text.startsWith(LOG_PREFIX)) {
    const made = target.isAutoNamed(text) ? ", a name Pulumi made from the resource's own," : "";
    yield finding(
      destination,
      `AWS WAF logs only to destinations named \`${LOG_PREFIX}…\`, and the ${what} "${target.name}" is called ${name.show()}${made}.`.replace(
        ",.",
        ".",
      ),
      { remediation: `Name the ${what} \`${LOG_PREFIX}…\`, with \`${property}\` or as the resource's own name.` },
    );
  }
}
