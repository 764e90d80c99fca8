import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import { STACK_TYPE, type Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Severity, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";

interface Part {
  readonly setting: string;
  readonly property: string;
  /** What a property the program leaves out means. */
  readonly unset: "wrong" | "right";
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
}

const PARTS: readonly Part[] = [
  {
    setting: "logging",
    property: "enableLogging",
    unset: "right",
    severity: "high",
    message: "The trail is switched off: it records nothing.",
    fix: "Remove `enableLogging: false`.",
  },
  {
    setting: "multiRegion",
    property: "isMultiRegionTrail",
    unset: "wrong",
    severity: "medium",
    message: "The trail records one region only; who gets in works in another one.",
    fix: "Set `isMultiRegionTrail: true`.",
  },
  {
    setting: "validation",
    property: "enableLogFileValidation",
    unset: "wrong",
    severity: "medium",
    message: "Without digest files nobody can prove that log files were not changed or deleted.",
    fix: "Set `enableLogFileValidation: true`.",
  },
  {
    setting: "key",
    property: "kmsKeyId",
    unset: "wrong",
    severity: "medium",
    message: "Whoever reads the bucket reads the log: it is not encrypted with a key of your own.",
    fix: "Set `kmsKeyId` to the ARN of a key whose policy admits `cloudtrail.amazonaws.com`.",
  },
];

export const cloudtrailComplete = defineRule({
  id: "cloudtrail-complete",
  title: "Trails record every region, validated and encrypted",
  rationale: "After a break-in the trail is the only witness; what it did not record, or cannot prove, is lost.",
  remediation: "Set `isMultiRegionTrail`, `enableLogFileValidation` and `kmsKeyId` on the trail.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub CloudTrail.1",
    "Security Hub CloudTrail.2",
    "Security Hub CloudTrail.4",
    "Prowler cloudtrail_multi_region_enabled",
    "Prowler cloudtrail_kms_encryption_enabled",
    "Prowler cloudtrail_log_file_validation_enabled",
    "text of SEC04-BP01",
  ),
  seeds: ["S2-7", "F"],
  settings: {
    parts: {
      type: "array",
      description: `What a trail must have: ${PARTS.map(({ setting }) => setting).join(", ")}.`,
      default: PARTS.map(({ setting }) => setting),
      items: { type: "string", pattern: `^(?:${PARTS.map(({ setting }) => setting).join("|")})$` },
    },
    requireTrail: {
      type: "boolean",
      description: "Whether to report a stack without any trail.",
      default: false,
    },
  },
  scope: "stack",
  targets: [...kinds.trail, STACK_TYPE],
  remediate: {
    does: "Switches on logging, all regions and the validation of log files, as far as `parts` names them. Never chooses a key.",
    targets: () => kinds.trail,
    *edits(trail, { settings }) {
      const wanted = settings.parts as readonly string[];
      for (const { setting, property, unset } of PARTS.filter((part) => part.property !== "kmsKeyId")) {
        const value = trail.at(property);
        if (wanted.includes(setting) && (value.boolean === false || (value.absent && unset === "wrong"))) {
          yield set(property, true);
        }
      }
    },
  },
  *check(resource, { settings, stack }) {
    if (resource.type !== STACK_TYPE) {
      const wanted = settings.parts as readonly string[];
      for (const part of PARTS.filter(({ setting }) => wanted.includes(setting))) {
        yield* checkPart(resource, part, stack);
      }
    } else if (settings.requireTrail !== true) {
      yield notApplicable("a stack needs no trail of its own unless `requireTrail` says so");
    } else if (stack.ofKind(kinds.trail).length === 0) {
      yield finding("", "The stack has no trail: nobody can tell later who did what in the account.", {
        remediation: "Add an `aws.cloudtrail.Trail` for all regions.",
      });
    }
  },
});

function* checkPart(
  trail: Resource,
  { property, unset, severity, message, fix }: Part,
  stack: Stack,
): Generator<Yield> {
  const value = trail.at(property);
  const set = !value.absent && value.string !== "" && (!value.unknown || isDeclared(stack, trail, property));
  if (value.unknown && set && property !== "kmsKeyId") {
    yield undecided(value, `\`${property}\` is not known yet`);
  } else if (set ? value.boolean === false : unset === "wrong") {
    yield finding(property, message, { severity, remediation: fix });
  }
}
