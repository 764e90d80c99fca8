/** Whether a name tells one environment of a program from another. */
import type { Resource } from "../engine/resource";
import type { RuleContext, SettingsSchema } from "../engine/rule";
import type { Stack } from "../engine/stack";
import { isDerived, isNamedByProgram, wholeName, type PhysicalName } from "./physical-names";
import { namesOneOf } from "./settings";
import { findTimestamp } from "./timestamps";
import { stackNameOfUrn } from "./urn";

/** Settings of the rules about it. */
export const environmentWordSettings: SettingsSchema = {
  environmentWords: {
    type: "array",
    description:
      "Words that mean an environment. `dev` is found in `acme-dev`, `devEu` and `dev2`, not in `device`. The stack's name always counts.",
    default: [
      "dev",
      "develop",
      "development",
      "test",
      "testing",
      "qa",
      "uat",
      "int",
      "integration",
      "stage",
      "staging",
      "stg",
      "preprod",
      "nonprod",
      "prod",
      "production",
      "prd",
      "live",
      "sandbox",
      "demo",
      "preview",
      "pr",
      "ci",
      "local",
    ],
    items: { type: "string", pattern: "^[A-Za-z0-9]+$" },
  },
  exempt: {
    type: "array",
    description: "Names that are meant to exist once, whatever the environment; `*` stands for anything.",
    default: [],
    items: { type: "string" },
  },
};

/** Shorter than this, the stack's name is looked for as a word of its own: `dev` is no part of `device`. */
const LONG_ENOUGH = 6;
const ACCOUNT_ID = /(?<!\d)\d{12}(?!\d)/;
/** Variables of the program's surroundings that say which environment it is. */
const ENVIRONMENT_VARIABLE = /(?:^|_)(?:ENV|ENVIRONMENT|STAGE|STACK|SUFFIX|WORKSPACE)(?:_|$)/i;

/**
 * Names AWS prescribes, or knows by no other.
 * https://docs.aws.amazon.com/dms/latest/userguide/security-iam.html,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html,
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
 */
const PRESCRIBED =
  /^(?:default|primary|dms-vpc-role|dms-cloudwatch-logs-role|dms-access-for-endpoint|AWSCloudFormationStackSet(?:Administration|Execution)Role|AWSControlTowerExecution|OrganizationAccountAccessRole|RDSOSMetrics)$/;

/** What the rules say of one name. */
export type NameVerdict = "static" | "separate" | "unknown" | "not the program's";

/**
 * Whether a second environment would take the same name: the program wrote it in full, and nothing in it can differ.
 *
 * `separate` are names with the stack's name, an environment's, a value of the stack's configuration, an account id, a time
 * or random letters and digits, and names made of another resource's outputs (a random suffix): that resource is asked for its own.
 */
export function judgeName(stack: Stack, name: PhysicalName, context: RuleContext): NameVerdict {
  if (!isNamedByProgram(stack, name)) {
    return "not the program's";
  }
  if (isDerived(name)) {
    return "separate";
  }
  const text = wholeName(name);
  if (text === undefined) {
    // Made up, or unknown: something that differs is in it, or may be.
    return name.value.string === undefined ? "unknown" : "separate";
  }
  if (PRESCRIBED.test(text)) {
    return "not the program's";
  }
  return tellsEnvironment(text, name.resource, context) ? "separate" : "static";
}

/** Whether a name holds a word for an environment, or the name of the resource's stack. */
export function namesEnvironment(name: string, resource: Resource, { settings, program }: RuleContext): boolean {
  const words = listOf(settings.environmentWords).map((word) => word.toLowerCase());
  // State analysis knows no program, but every URN begins with the stack's name.
  const own = [program.stack, stackNameOfUrn(resource.urn)];
  return (
    namesOneOf(name, words) ||
    // `nonprod`, `pre-prod` tell one environment from another as well.
    /(?:^|[^a-z])(?:non|pre)[-_.]?pro?d/i.test(name) ||
    own.some((text) => holds(name, text))
  );
}

function tellsEnvironment(name: string, resource: Resource, context: RuleContext): boolean {
  return (
    ACCOUNT_ID.test(name) ||
    findTimestamp(name) !== undefined ||
    name.split(/[^A-Za-z0-9]+/).some(isRandom) ||
    namesEnvironment(name, resource, context) ||
    configured(context.program).some((text) => holds(name, text)) ||
    isExempt(name, context)
  );
}

/** Whether the settings say that a name is meant to exist once. */
export function isExempt(name: string, { settings }: RuleContext): boolean {
  return listOf(settings.exempt).some((pattern) => matches(name, pattern));
}

/**
 * Letters and digits thrown together: `9f86d081`, `g3c8fr`. A program that makes them anew in every stack has other
 * troubles, not this one.
 */
function isRandom(word: string): boolean {
  const turns = word.match(/\d(?=[a-z])|[a-z](?=\d)/gi)?.length ?? 0;
  return word.length >= 6 && turns >= (/^[0-9a-f]+$/i.test(word) ? 2 : 3);
}

/** Texts that differ by stack: of the project's configuration, and of variables called so. */
function configured({ project, config, environment }: RuleContext["program"]): readonly string[] {
  const ofStack = [...(config ?? [])]
    .filter(([key, { secret }]) => key.startsWith(`${project}:`) && secret !== true)
    .map(([, { value }]) => value);
  const ofEnvironment = Object.entries(environment).flatMap(([key, value]) =>
    value !== undefined && ENVIRONMENT_VARIABLE.test(key) ? [value] : [],
  );
  return [...ofStack, ...ofEnvironment];
}

/** Whether a name holds a text: anywhere, if it is long; as a word of its own, if short; without regard to case or dashes. */
function holds(name: string, text: string): boolean {
  const [within, wanted] = [squeezed(name), squeezed(text)];
  if (wanted.length < 2) {
    return false;
  }
  return wanted.length >= LONG_ENOUGH ? within.includes(wanted) : namesOneOf(name, [wanted]);
}

function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function matches(name: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}

function listOf(setting: unknown): readonly string[] {
  return Array.isArray(setting) ? setting.filter((each) => typeof each === "string") : [];
}
