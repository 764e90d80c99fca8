import type { ProgramContext } from "../../engine/context";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { CLEAR_TEXT_PLACES, clearTextsOf, type ClearText } from "../../helpers/clear-text";
import { credentialOrigin, doubtOf, originAmongOthers, type CredentialOrigin } from "../../helpers/credentials";
import { sentence } from "../../helpers/words";

const ROTATE = "Then change the credential: it stays in the history of the code.";
const STORE =
  "Generate it (`random.RandomPassword`), or keep it in configuration with `pulumi config set --secret` and read it with `config.requireSecret`";
const BY_REFERENCE =
  'Keep it in Secrets Manager, pass the secret\'s ARN, and read it at run time (containers: `secrets` instead of `environment`; CodeBuild: `type: "SECRETS_MANAGER"`)';
const MOST_NAMED = 6;

export const secretsNoPlaintext = defineRule({
  id: "secrets-no-plaintext",
  title: "Credentials are not written in the program",
  rationale:
    "Whoever can read the code, its history or the resource's settings has the credential, and nobody can change it without a deployment.",
  remediation: `${STORE}. ${ROTATE}`,
  severity: "critical",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub CodeBuild.2",
    "Security Hub ECS.8",
    "Prowler awslambda_function_no_secrets_in_variables",
    "text of CWE-798",
  ),
  seeds: ["S3-8", "F"],
  settings: {
    trustUnverifiable: {
      type: "boolean",
      default: false,
      description:
        "Count a credential as undecided, instead of reporting it, where the caller cannot tell a text in the program from " +
        "one that configuration or a data source supplied. Texts the offline check can tell are reported all the same.",
    },
  },
  scope: "stack",
  targets: Object.keys(CLEAR_TEXT_PLACES),
  *check(resource, { stack, program, settings }) {
    const written = new Map<string, ClearText[]>();
    const doubt = doubtOf(program);
    for (const each of clearTextsOf(resource)) {
      const origin = originOf(each, resource, stack, program);
      if (origin.from === "unclear") {
        yield undecided(each.value, origin.reason);
      } else if (origin.from === "plain configuration") {
        yield finding(
          each.value,
          `The ${each.what} comes from the configuration value \`${origin.key}\`, which is stored in the clear: whoever reads the stack's configuration file has it.`,
          { remediation: `Store it encrypted: \`pulumi config set --secret ${origin.key}\`. ${ROTATE}` },
        );
      } else if (origin.from === "program") {
        if (doubt !== undefined && settings.trustUnverifiable === true) {
          yield undecided(each.value, `the setting trustUnverifiable lets it pass: ${doubt} would look the same here`);
        } else {
          written.set(each.property, [...(written.get(each.property) ?? []), each]);
        }
      }
    }
    for (const [first, ...others] of written.values()) {
      if (first !== undefined) {
        yield finding(first.value, messageOf([first, ...others], doubt), {
          remediation: `${isStored(resource) ? STORE : BY_REFERENCE}. ${ROTATE}`,
        });
      }
    }
  },
});

/** Whether the resource is where a credential belongs, had somebody else written it. */
function isStored({ type }: Resource): boolean {
  return /^aws:(?:secretsmanager|ssm|cloudwatch|cognito|lb|alb|apigateway|codepipeline|codebuild\/source)|^pulumi:/.test(
    type,
  );
}

function originOf(
  { text, value, property }: ClearText,
  resource: Resource,
  stack: Stack,
  program: ProgramContext,
): CredentialOrigin {
  return value.path === property && value.string === text
    ? credentialOrigin(value, property, resource, stack, program)
    : originAmongOthers(text, property, resource, stack, program);
}

function messageOf(all: readonly ClearText[], doubt: string | undefined): string {
  const named = all.slice(0, MOST_NAMED).map(({ what }) => `the ${what}`);
  const names = sentence(all.length > MOST_NAMED ? [...named, `${all.length - MOST_NAMED} more`] : named);
  const detectors = [...new Set(all.flatMap(({ detector }) => detector ?? []))];
  const known =
    detectors.length === 0
      ? ""
      : ` (known by its form: secretlint's ${detectors.length === 1 ? "rule" : "rules"} ${sentence(detectors.map((each) => `\`${each}\``))})`;
  const [are, they, them] =
    all.length === 1 ? ["is a credential", "it stands", "it"] : ["are credentials", "they stand", "them"];
  const fact = `${names.charAt(0).toUpperCase()}${names.slice(1)} ${are} that the program itself provides${known}: no resource made ${them}, so ${they} in the code, or differ${all.length === 1 ? "s" : ""} at every run.`;
  return doubt === undefined
    ? fact
    : `${fact} (Seen from here, ${doubt} would look the same. The offline check can tell them apart; the setting \`trustUnverifiable\` lets such values pass.)`;
}
