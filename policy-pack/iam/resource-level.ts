import { resolveAction, type ActionPattern } from "./actions";
import type { ServiceAction } from "./authorization";
import { commonActions } from "./common-actions";
import { partlyKnown, undocumented, type OpenQuestion } from "./open-question";
import type { Element, Statement } from "./statement";

/**
 * Actions that AWS documents with a resource type, which an ordinary call does not name, or whose name nobody can know when
 * the policy is written: whoever needs the ordinary call has to grant it on `*`. Nothing in the data tells them from actions like `s3:GetObject`, whose resource
 * types are optional only because one of several is enough.
 */
const ORDINARY_CALL_NEEDS_STAR: readonly { readonly actions: readonly string[]; readonly source: string }[] = [
  {
    // The `dataset` holds OpenTelemetry metrics; ordinary metrics have no ARN.
    actions: ["cloudwatch:PutMetricData", "cloudwatch:GetMetricData", "cloudwatch:ListMetrics"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html",
  },
  {
    // A billing view other than the account's own is an option of the call.
    actions: [
      "ce:GetCostAndUsage",
      "ce:GetCostAndUsageComparisons",
      "ce:GetCostAndUsageWithResources",
      "ce:GetCostCategories",
      "ce:GetCostComparisonDrivers",
      "ce:GetCostForecast",
      "ce:GetDimensionValues",
      "ce:GetTags",
      "ce:GetUsageForecast",
    ],
    source: "https://docs.aws.amazon.com/cost-management/latest/userguide/billing-example-policies.html",
  },
  {
    // A lexicon is an option of the call.
    actions: ["polly:SynthesizeSpeech", "polly:StartSpeechSynthesisTask"],
    source: "https://docs.aws.amazon.com/polly/latest/dg/api-permissions-reference.html",
  },
  {
    // So is a terminology, a custom recognizer, a custom moderation adapter.
    actions: [
      "translate:TranslateText",
      "translate:TranslateDocument",
      "comprehend:DetectEntities",
      "rekognition:DetectModerationLabels",
    ],
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_translate.html",
  },
  {
    // A function in a VPC makes and deletes its network interfaces itself; nobody knows their ids before.
    actions: [
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:AssignPrivateIpAddresses",
      "ec2:UnassignPrivateIpAddresses",
    ],
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
  },
];

const needsStar = new Set(ORDINARY_CALL_NEEDS_STAR.flatMap((row) => row.actions));

/**
 * Whether an action can be limited to single resources: AWS's "supports resource-level permissions"
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#actions_table).
 */
export function supportsResources(action: ServiceAction): boolean {
  return action.arnFormats.length > 0 && !needsStar.has(action.name);
}

/** What a statement grants, sorted by whether naming resources would do anything. */
export interface GrantedActions {
  /** `*` or `NotAction`: every service. */
  readonly all: boolean;
  /** Actions that can be limited to resources; those the program names before those its patterns match. */
  readonly limitable: readonly ServiceAction[];
  /** Entries of which no action can. */
  readonly starOnly: readonly Element[];
  /** Entries that are unknown, or that AWS does not document. */
  readonly open: readonly OpenQuestion[];
}

/** Sorts the actions of a statement, patterns expanded. */
export function grantedActions({ actions, notActions }: Statement): GrantedActions {
  const named: ServiceAction[] = [];
  const matched: ServiceAction[] = [];
  const starOnly: Element[] = [];
  const open = [...actions.open];
  let all = notActions.present;
  for (const element of actions.known) {
    const pattern = resolveAction(element.text);
    if (pattern.kind === "all") {
      all = true;
    } else if (pattern.kind === "unknown") {
      open.push(partlyKnown(element.value));
    } else if (pattern.actions.length === 0) {
      open.push(undocumented(element.value));
    } else {
      const limitable = limitableOf(pattern);
      (pattern.kind === "exact" ? named : matched).push(...limitable);
      if (limitable.length === 0) {
        starOnly.push(element);
      }
    }
  }
  return { all, limitable: [...new Set([...named, ...matched])], starOnly, open };
}

/** Calls that make a new resource, and can tag it. (`CreateTags` tags existing ones.) */
const CREATES = /:(?:Allocate|Copy|Create(?!\w*Tags$)|Import|Request|Restore|Run)/;

/** Whether all that a statement grants, as far as it can be limited to resources, is to create them. */
export function createsOnly({ all, limitable }: GrantedActions): boolean {
  return (
    !all && limitable.length > 0 && limitable.every((action) => action.level !== "Tagging" && CREATES.test(action.name))
  );
}

// By pattern: a stack repeats its actions.
const limitables = new WeakMap<ActionPattern, readonly ServiceAction[]>();

function limitableOf(pattern: Exclude<ActionPattern, { kind: "all" | "unknown" }>): readonly ServiceAction[] {
  let found = limitables.get(pattern);
  if (found === undefined) {
    const describes = pattern.kind === "pattern" && isDescribeOnly(pattern.actions);
    found = describes ? [] : usualFirst(pattern.actions.filter(supportsResources));
    limitables.set(pattern, found);
  }
  return found;
}

/** What people know a service by, before the hundreds of others a wildcard matches. */
function usualFirst(actions: readonly ServiceAction[]): readonly ServiceAction[] {
  const usual = (action: ServiceAction) => commonActions(action.name.split(":")[0] ?? "").includes(action.name);
  return [...actions.filter(usual), ...actions.filter((action) => !usual(action))];
}

/**
 * `ec2:Describe*` and what it contains, such as `ec2:DescribeInstance*`. EC2 has some two hundred of these calls and takes
 * resources for fewer than twenty (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-policies-ec2-console.html lists
 * them on `*`), so the pattern is granted on `*` by everybody. Single actions are judged by what AWS says of each.
 */
function isDescribeOnly(actions: readonly ServiceAction[]): boolean {
  return actions.every((action) => action.name.startsWith("ec2:Describe"));
}
