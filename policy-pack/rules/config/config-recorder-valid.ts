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
import { ownPolicy } from "../../helpers/attached-policies";
import { companionsOf } from "../../helpers/buckets";
import { checksByKind } from "../../helpers/checks-by-kind";
import { configManagedRules } from "../../helpers/config-managed-rules";
import { besides } from "../../helpers/place";
import { isDeclared } from "../../helpers/declared";
import { invokersOf } from "../../helpers/function-invokers";
import { FUNCTIONS } from "../../helpers/functions";
import { nearest } from "../../helpers/nearest";
import { admitsService } from "../../helpers/service-access";
import type { Answer } from "../../iam/answer";
import { quotedNames } from "../../helpers/words";
import { may, permissionsOf } from "../../iam/effective-permissions";
import { readDocument } from "../../iam/document";

const SERVICE = "config.amazonaws.com";
const DELIVERY = "s3:PutObject";
const SERVICE_LINKED = ":role/aws-service-role/config.amazonaws.com/";
const MOST_NAMED = 3;
/** How much of an identifier may differ from the one that was meant. */
const SHARE = 0.25;

const settings = {
  additionalIdentifiers: {
    type: "array",
    items: { type: "string" },
    description: "Managed rules AWS has and this pack does not know yet.",
    default: [],
  },
} as const satisfies SettingsSchema;

export const configRecorderValid = defineRule({
  id: "config-recorder-valid",
  title: "AWS Config takes its recorder, channel and rules",
  rationale:
    "AWS Config has one recorder and one channel a region, and wants them in order: recorder, channel, start, rules. What comes too early or twice is refused half way.",
  remediation: "Correct the property as the message says, or add the missing `dependsOn`.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  settings,
  scope: "stack",
  ...checksByKind(
    [kinds.configRecorder, checkRecorder],
    [kinds.configChannel, checkChannel],
    [kinds.configRecorderStatus, checkStart],
    [kinds.configRule, checkRule],
    [kinds.configAggregator, checkRegions],
  ),
});

function* checkRecorder(recorder: Resource, { stack }: StackRuleContext): Generator<Yield> {
  yield* checkOnlyOne(recorder, kinds.configRecorder, "recorder", stack);
  yield* checkRecordingGroup(recorder.at("recordingGroup"));
}

function* checkChannel(channel: Resource, { stack }: StackRuleContext): Generator<Yield> {
  yield* checkOnlyOne(channel, kinds.configChannel, "delivery channel", stack);
  yield* checkAfter(channel, kinds.configRecorder, "NoAvailableConfigurationRecorderException", stack);
  yield* checkBucket(channel, stack);
}

function* checkStart(status: Resource, { stack }: StackRuleContext): Generator<Yield> {
  if (status.at("isEnabled").boolean === true) {
    yield* checkAfter(status, kinds.configChannel, "NoAvailableDeliveryChannelException", stack);
  }
}

/** https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html, …_PutDeliveryChannel.html. */
function* checkOnlyOne(resource: Resource, kind: Kind, what: string, stack: Stack): Generator<Yield> {
  const [first, second, ...more] = besides(stack, resource, kind);
  if (first !== undefined && second === resource) {
    const others = [first, ...more].map(({ name }) => name);
    yield finding(
      "",
      `There is a ${what} beside ${quotedNames(others, MOST_NAMED)}: AWS Config takes one an account and region.`,
      {
        remediation: `Remove one ${what}, or give each a provider or \`region\` of its own.`,
      },
    );
  }
}

/** The notes of the provider's own documentation (https://www.pulumi.com/registry/packages/aws/api-docs/cfg/deliverychannel/). */
function* checkAfter(resource: Resource, kind: Kind, error: string, stack: Stack): Generator<Yield> {
  const all = besides(stack, resource, kind);
  const [first] = all;
  if (first !== undefined && !all.some((each) => stack.isOrderedAfter(resource, each))) {
    yield finding("", `Nothing orders this after "${first.name}"; created first, it is refused (\`${error}\`).`, {
      remediation: `Add \`{ dependsOn: [${kind === kinds.configRecorder ? "recorder" : "channel"}] }\`, with "${first.name}" for it.`,
    });
  }
}

/** `InvalidRecordingGroupException`: https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html. */
function* checkRecordingGroup(group: Value): Generator<Yield> {
  const all = group.at("allSupported");
  // Where a group does not say, it records everything.
  const recordsAll = all.absent ? true : all.boolean;
  const types = group.at("resourceTypes");
  if (recordsAll === true && types.items.length > 0) {
    yield finding(types, "The recorder records all types and names some: AWS Config refuses the group.", {
      remediation: "Set `allSupported: false`, or remove `resourceTypes`.",
    });
  }
  const global = group.at("includeGlobalResourceTypes");
  if (recordsAll === false && global.boolean === true) {
    yield finding(global, "Global types are included only when all types are recorded: AWS Config refuses the group.", {
      remediation: "Remove `includeGlobalResourceTypes`, and name `AWS::IAM::Role` and the like in `resourceTypes`.",
    });
  }
}

/** `InsufficientDeliveryPolicyException`: https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html. */
function* checkBucket(channel: Resource, stack: Stack): Generator<Yield> {
  const { targets, certain } = stack.link(channel, ["s3BucketName"], kinds.bucket);
  const [bucket] = certain ? targets : [];
  if (bucket === undefined) {
    return;
  }
  const { sure, possible } = companionsOf(stack, bucket, kinds.bucketPolicy);
  const policies =
    sure.length > 0 ? sure.map((each) => each.at("policy")) : ownPolicy(bucket, stack).map((own) => own.value);
  const byPolicy = admitsService(policies, SERVICE, [DELIVERY]);
  const byRole = roleDelivers(channel, stack);
  if (byRole === "yes") {
    return;
  }
  const open = byRole === "unknown" || possible.length > 0 || policies.some(namesPrincipals);
  if (byPolicy === "unknown" || (byPolicy === "no" && open)) {
    yield undecided("s3BucketName", `whether AWS Config may write to "${bucket.name}" is not known yet`);
  } else if (byPolicy === "no") {
    const why =
      policies.length === 0 ? "has no policy in the stack" : `has a policy that does not let \`${SERVICE}\` write`;
    yield finding(
      "s3BucketName",
      `The bucket "${bucket.name}" ${why}, and the recorder's role may not write there either: AWS Config refuses the channel (\`InsufficientDeliveryPolicyException\`).`,
      {
        remediation: `Add a bucket policy that allows \`${SERVICE}\` \`s3:GetBucketAcl\` and \`s3:ListBucket\` on the bucket and \`${DELIVERY}\` on \`AWSLogs/<account>/Config/*\`, and let the channel depend on it.`,
      },
    );
  }
  const [late] = sure.filter((each) => !stack.isOrderedAfter(channel, each));
  if (late !== undefined && byPolicy === "yes" && byRole === "no") {
    yield finding(
      "",
      `Nothing orders the channel after the bucket's policy "${late.name}"; created first, it is refused (\`InsufficientDeliveryPolicyException\`).`,
      { remediation: "Add `{ dependsOn: [bucketPolicy] }` to the channel." },
    );
  }
}

/** Whether the recorder's role may write to the bucket, which does instead of the bucket's policy. */
function roleDelivers(channel: Resource, stack: Stack): Answer {
  const [recorder, ...more] = besides(stack, channel, kinds.configRecorder);
  if (recorder === undefined || more.length > 0) {
    return "unknown";
  }
  const { targets, certain } = stack.link(recorder, ["roleArn"], kinds.role);
  const [role] = certain ? targets : [];
  if (role !== undefined) {
    return may(permissionsOf(role, stack), DELIVERY).answer;
  }
  // The service-linked role has no permission to write to buckets.
  return (recorder.at("roleArn").string ?? "").includes(SERVICE_LINKED) ? "no" : "unknown";
}

/** Whether a bucket policy lets in accounts or roles by name: perhaps the recorder's. */
function namesPrincipals(policy: Value): boolean {
  return (readDocument(policy)?.statements ?? []).some(
    ({ effect, principal }) => effect === "Allow" && !principal.at("AWS").absent,
  );
}

/** Rules with a recorder beside them that they do not wait for. */
function earlyRules(stack: Stack): readonly Resource[] {
  return stack.ofKind(kinds.configRule).filter((rule) => {
    const recorders = besides(stack, rule, kinds.configRecorder);
    return recorders.length > 0 && !recorders.some((recorder) => stack.isOrderedAfter(rule, recorder));
  });
}

function* checkRule(rule: Resource, { stack, settings: given }: StackRuleContext): Generator<Yield> {
  const here = besides(stack, rule, kinds.configRule);
  const early = stack.derive(earlyRules).filter((each) => here.includes(each));
  const [recorder] = besides(stack, rule, kinds.configRecorder);
  if (recorder !== undefined && early[0] === rule) {
    const names =
      early.length === 1
        ? "this rule"
        : quotedNames(
            early.map(({ name }) => name),
            MOST_NAMED,
          );
    yield finding(
      "",
      `Nothing orders ${names} after the recorder "${recorder.name}"; created first, a rule is refused (\`NoAvailableConfigurationRecorderException\`).`,
      { remediation: `Add \`{ dependsOn: [recorder] }\` to each, with "${recorder.name}" for it.` },
    );
  }
  const owner = rule.at("source", "owner").string;
  const identifier = rule.at("source", "sourceIdentifier");
  if (owner === "AWS" && identifier.string !== undefined && !identifier.halfKnown) {
    yield* checkManaged(rule, identifier, given.additionalIdentifiers as readonly string[], stack);
  } else if (owner === "CUSTOM_LAMBDA") {
    yield* checkFunction(rule, stack);
  }
}

function* checkManaged(
  rule: Resource,
  identifier: Value,
  additional: readonly string[],
  stack: Stack,
): Generator<Yield> {
  const text = identifier.string ?? "";
  const { identifiers, onChangesOnly, date } = configManagedRules();
  if (!identifiers.has(text) && !additional.includes(text)) {
    const near = nearest(text, identifiers, (each) => each.toLowerCase().replace(/[^a-z0-9]/g, ""), SHARE);
    yield finding(
      identifier,
      `AWS Config has no managed rule ${identifier.show()} (as of ${date}): it refuses the rule.`,
      {
        remediation:
          near === undefined
            ? "Look it up: https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html; one that is newer goes into the setting `additionalIdentifiers`."
            : `The nearest one is \`${near}\`.`,
      },
    );
  }
  const frequency = rule.at("maximumExecutionFrequency");
  if (onChangesOnly.has(text) && isDeclared(stack, rule, "maximumExecutionFrequency") && frequency.string !== "") {
    if (frequency.unknown) {
      yield undecided(frequency, "whether the rule has a frequency is not known yet");
    } else {
      // https://github.com/trussworks/terraform-aws-config/pull/171
      yield finding(
        frequency,
        `\`${text}\` is evaluated when a resource changes, and takes no frequency: AWS Config refuses the rule ("A maximum execution frequency for this rule is not allowed").`,
        { remediation: "Remove `maximumExecutionFrequency`." },
      );
    }
  }
}

/** `InsufficientPermissionsException`: https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html. */
function* checkFunction(rule: Resource, stack: Stack): Generator<Yield> {
  const { targets, certain } = stack.link(rule, ["source", "sourceIdentifier"], FUNCTIONS);
  const [fn] = certain ? targets : [];
  if (fn === undefined) {
    return;
  }
  const at = rule.at("source", "sourceIdentifier");
  const { permissions, admits } = invokersOf(stack, fn, SERVICE, () => "unknown");
  const [permission] = permissions;
  if (admits === "no") {
    yield finding(at, `No permission lets AWS Config invoke "${fn.name}": it refuses the rule.`, {
      remediation: `Add \`new aws.lambda.Permission(name, { action: "lambda:InvokeFunction", function: fn.name, principal: "${SERVICE}" })\`, and let the rule depend on it.`,
    });
  } else if (permission !== undefined && !permissions.some((each) => stack.isOrderedAfter(rule, each))) {
    yield finding(
      at,
      `Nothing orders the rule after "${permission.name}", which lets AWS Config invoke "${fn.name}"; created first, it is refused.`,
      { remediation: `Add \`{ dependsOn: [permission] }\` to the rule, with "${permission.name}" for it.` },
    );
  }
}

/** "Your request does not specify any regions": https://github.com/awsdocs/aws-cloudformation-user-guide/issues/1114. */
function* checkRegions(aggregator: Resource): Generator<Yield> {
  for (const property of ["accountAggregationSource", "organizationAggregationSource"]) {
    const source = aggregator.at(property);
    const all = source.at("allRegions");
    const regions = source.at("regions");
    if (source.object === undefined || all.unknown || regions.unknown) {
      continue;
    }
    if (all.boolean === true && regions.items.length > 0) {
      yield finding(regions, "The aggregator names regions and takes all: AWS Config refuses it.", {
        remediation: "Remove `regions`, or `allRegions: true`.",
      });
    } else if (all.boolean !== true && regions.items.length === 0) {
      yield finding(source, `The aggregator names no region: AWS Config refuses it ("does not specify any regions").`, {
        remediation: "Set `allRegions: true`, or name `regions`.",
      });
    }
  }
}
