import { kinds } from "../../engine/kinds";
import { STACK_TYPE, type Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type RuleContext } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { environmentWordSettings, isExempt, namesEnvironment } from "../../helpers/environment-names";
import { isNamedByProgram, NAMED_TYPES, physicalName } from "../../helpers/physical-names";
import { choosesAccount } from "../../helpers/place";
import { sentence } from "../../helpers/words";

interface Singleton {
  readonly noun: string;
  /** What AWS answers to a second one. */
  readonly answer: string;
}

/**
 * What an account has once in a region, and AWS refuses a second time.
 * https://github.com/hashicorp/terraform-provider-aws/issues/2183 (AWS Config),
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateDetector.html,
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableSecurityHub.html,
 * https://docs.aws.amazon.com/macie/latest/APIReference/macie.html,
 * https://docs.aws.amazon.com/detective/latest/APIReference/API_CreateGraph.html
 */
const SINGLETONS: Readonly<Record<string, Singleton | undefined>> = {
  [kinds.configRecorder[0]]: {
    noun: "AWS Config's recorder",
    answer: "MaxNumberOfConfigurationRecordersExceededException",
  },
  [kinds.configChannel[0]]: {
    noun: "AWS Config's delivery channel",
    answer: "MaxNumberOfDeliveryChannelsExceededException",
  },
  "aws:guardduty/detector:Detector": { noun: "GuardDuty's detector", answer: "a detector already exists" },
  "aws:securityhub/account:Account": { noun: "Security Hub", answer: "ResourceConflictException" },
  "aws:macie2/account:Account": { noun: "Macie", answer: "Macie has already been enabled" },
};

export const accountSingletons = defineRule({
  id: "account-singletons",
  title: "What an account has once is not made for each environment",
  rationale:
    "AWS Config's recorder, GuardDuty's detector and the like exist once in an account and region. The second stack that makes one fails half way, and the one that is destroyed first switches it off for the other.",
  remediation:
    "Make it in a program of its own, deployed once for each account and region, and leave it out here. Where every environment has an account of its own, set `environmentsShareAccounts: false`.",
  severity: "medium",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["F"],
  settings: {
    ...environmentWordSettings,
    environmentsShareAccounts: {
      type: "boolean",
      description: "Whether several stacks of a program may be deployed to one account and region.",
      default: true,
    },
  },
  scope: "stack",
  targets: [STACK_TYPE],
  *check(_, context) {
    const { stack, settings } = context;
    const found = Object.keys(SINGLETONS).flatMap((type) => stack.ofKind([type]));
    const [first] = found;
    if (first === undefined || settings.environmentsShareAccounts === false) {
      yield notApplicable("the stack makes nothing that an account has once, or has an account for itself");
      return;
    }
    const named = nameOfOneEnvironment(stack, found, context);
    if (named === undefined) {
      return; // It is made for the account.
    }
    if (found.every(choosesAccount)) {
      yield undecided("", "the provider is told which account to work in, and each environment may have its own");
      return;
    }
    const nouns = [...new Set(found.flatMap(({ type }) => SINGLETONS[type]?.noun ?? []))];
    const answer = SINGLETONS[first.type]?.answer ?? "";
    yield finding(
      "",
      `The stack makes ${sentence(nouns)}, which an account has once in a region, and names like ${named} say that it is one of several: AWS refuses the second ("${answer}").`,
      { resource: first, about: found },
    );
  },
});

/** A name that tells this environment from others: with the stack's name, or a word for an environment. */
function nameOfOneEnvironment(stack: Stack, singletons: readonly Resource[], context: RuleContext): string | undefined {
  const own = singletons.map((resource) => ({ resource, value: resource.at("name") }));
  const others = stack
    .ofKind(NAMED_TYPES)
    .flatMap((resource) => physicalName(resource) ?? [])
    .filter((name) => isNamedByProgram(stack, name));
  const found = [...own, ...others].find(
    ({ resource, value: { string } }) =>
      string !== undefined && namesEnvironment(string, resource, context) && !isExempt(string, context),
  );
  return found?.value.show();
}
