import { maskUnknown } from "../../engine/made-up";
import { defineRule, finding, notApplicable, type Severity, type SettingsSchema, type Yield } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { attachingTypes, attachmentsOf, type Attachment } from "../../iam/attachments";
import { breadthOf, type Breadth } from "../../iam/managed-breadth";
import { awsPolicyFrom, isPartlyKnown } from "../../iam/managed-policies";
import { notKnown, partlyKnown, undecidedFor } from "../../iam/open-question";
import { listSome, showElement } from "../../iam/show";
import { matches } from "../../iam/wildcard";

const MOST_SHOWN = 4;
/**
 * Policies that write, and are the ones AWS tells everybody to use where they are used: made for one service's role, for EKS
 * (https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html), for Lambda Insights, for backups of S3,
 * whose two policies are not below `service-role/` as AWS Backup's others are
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html); and those that
 * read, but for an action that AWS counts as a write.
 */
const MADE_FOR_IT = [
  "/service-role/*",
  "/aws-service-role/*",
  "/AmazonEKS*",
  "/AWSBackupServiceRolePolicyForS3*",
  "/CloudWatchLambdaInsightsExecutionRolePolicy",
  "*ReadOnly*",
];
const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];

const settings = {
  allowed: {
    type: "array",
    items: { type: "string", pattern: "^[/*]" },
    description:
      "Policies that may be attached, as they follow `arn:aws:iam::aws:policy`, with wildcards: `/AmazonSSMManagedInstanceCore`, `/job-function/*`.",
    default: [],
  },
  leastSeverity: {
    type: "string",
    pattern: "^(?:medium|high|critical)$",
    description: "The least severity that is reported; `high` leaves out policies that only write broadly.",
    default: "medium",
  },
} as const satisfies SettingsSchema;

export const iamNoBroadManagedPolicies = defineRule({
  id: "iam-no-broad-managed-policies",
  title: "Attached AWS-managed policies are narrow",
  rationale:
    "AWS writes its managed policies for every account at once: they reach all resources of a service, and change without notice.",
  remediation: "Attach a policy of this program that names the actions and resources the workload uses.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy("Prowler iam_aws_attached_policy_no_administrative_privileges"),
  seeds: ["S0-6", "S2-8"],
  settings,
  scope: "resource",
  targets: attachingTypes,
  *check(resource, { settings: given }) {
    const granting = attachmentsOf(resource).filter(({ use }) => use === "grant");
    if (granting.length === 0) {
      yield notApplicable("It attaches no managed policy, or only as a limit");
    }
    const least = SEVERITIES.indexOf(given.leastSeverity as Severity);
    for (const attachment of granting) {
      for (const each of judge(attachment, given.allowed as readonly string[])) {
        if (each.outcome !== "finding" || SEVERITIES.indexOf(each.severity ?? "high") >= least) {
          yield each;
        }
      }
    }
  },
});

function* judge({ value }: Attachment, allowed: readonly string[]): Generator<Yield> {
  if (value.unknown) {
    yield* undecidedFor([notKnown(value)]);
    return;
  }
  const policy = awsPolicyFrom(value.string ?? "");
  if (policy === undefined || allowed.some((pattern) => matches(pattern, policy.path))) {
    return;
  }
  if (isPartlyKnown(policy)) {
    yield* undecidedFor([partlyKnown(value)]);
    return;
  }
  const verdict = verdictOn(policy.path, breadthOf(policy.path));
  if (verdict !== undefined) {
    const shown = showElement({ value, text: maskUnknown(value.string ?? "") });
    yield finding(value, `${shown} ${verdict.what}.`, {
      severity: verdict.severity,
      ...(value.secret ? {} : { remediation: verdict.remediation }),
    });
  }
}

interface Verdict {
  readonly severity: Severity;
  readonly what: string;
  readonly remediation: string | undefined;
}

function verdictOn(path: string, breadth: Breadth | undefined): Verdict | undefined {
  switch (breadth?.kind) {
    case "administration":
      return {
        severity: "critical",
        what: "grants administration of the account, or what is as good as it: whoever takes over the holder has everything",
        remediation: undefined,
      };
    case "service": {
      const all = breadth.services.map((service) => `\`${service}:*\``);
      return {
        severity: "high",
        what: `grants ${listSome(all, MOST_SHOWN)} on every resource of the account`,
        remediation: undefined,
      };
    }
    case "writes": {
      if (MADE_FOR_IT.some((pattern) => matches(pattern, path))) {
        return undefined;
      }
      const examples = listSome(
        breadth.actions.map((action) => `\`${action}\``),
        MOST_SHOWN,
      );
      return {
        severity: /Full_?Access/.test(path) ? "high" : "medium",
        what: `grants ${examples} on every resource of the account, though AWS can limit them to named ones`,
        remediation: REMEDIES.get(path),
      };
    }
    default:
      return undefined;
  }
}

const REMEDIES: ReadonlyMap<string, string> = new Map([
  [
    "/CloudWatchAgentServerPolicy",
    'Attach a policy of a few lines: `logs:CreateLogStream` and `logs:PutLogEvents` on the log group\'s ARN, and `cloudwatch:PutMetricData` on `*` with `Condition: { StringEquals: { "cloudwatch:namespace": "CWAgent" } }`.',
  ],
  [
    "/AmazonSSMManagedInstanceCore",
    "Attach a policy of a few lines: for Session Manager `ssm:UpdateInstanceInformation` and the four `ssmmessages:` actions (`CreateControlChannel`, `CreateDataChannel`, `OpenControlChannel`, `OpenDataChannel`); leave `ssm:GetParameter` and the rest out. Where the whole agent is wanted, name the policy in the setting `allowed`.",
  ],
]);
