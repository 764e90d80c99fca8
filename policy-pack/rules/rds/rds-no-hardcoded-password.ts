import type { ProgramContext } from "../../engine/context";
import { set } from "../../engine/remediation";
import { defineRule, finding, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { credentialOrigin, doubtOf } from "../../helpers/credentials";
import { MASTER_PASSWORDS, managedTypes, masterPasswordsOf, unsetPassword } from "../../helpers/master-passwords";

const GENERATE =
  "make it with `random.RandomPassword`, or keep it in configuration with `pulumi config set --secret` and read it with " +
  "`config.requireSecret`";
const ROTATE = "Then change the password: it stays in the history of the code.";

export const rdsNoHardcodedPassword = defineRule({
  id: "rds-no-hardcoded-password",
  title: "Master passwords are not written in the program",
  rationale:
    "Whoever can read the code, a fork of it or its history holds the password, it is the same in every environment, and " +
    "nobody can change it without a deployment.",
  remediation: `Let the service manage the password where it can; otherwise ${GENERATE}. ${ROTATE}`,
  severity: "critical",
  enforcement: "mandatory",
  neverExempt: true,
  family: "guard",
  frameworks: checkedBy("text of IA-5(7)", "text of PCI DSS 8.6.2", "text of SEC02-BP03", "text of CWE-798"),
  seeds: ["S2-4", "F"],
  settings: {
    manageUnset: {
      type: "boolean",
      default: true,
      description:
        "At level `remediate`: whether the service is made to manage the password of a database that has none in the program. " +
        "Switch it off where databases were imported: the service would give them a new one.",
    },
    trustUnverifiable: {
      type: "boolean",
      default: false,
      description:
        "Count a password as undecided, instead of reporting it, where the caller cannot tell a text in the program from " +
        "one that configuration or a data source supplied. Texts the offline check can tell are reported all the same.",
    },
  },
  scope: "stack",
  targets: Object.keys(MASTER_PASSWORDS),
  remediate: {
    does:
      "Sets `manageMasterUserPassword: true`, or what the service calls it, on a database of RDS, DocumentDB or Redshift that names a " +
      "master user, has no password and is no copy of another. Never takes a password away.",
    targets: managedTypes,
    *edits(resource, { settings }) {
      const switches = settings.manageUnset === true ? unsetPassword(resource) : undefined;
      if (switches !== undefined) {
        yield set(switches, true);
      }
    },
  },
  *check(resource, { stack, program, settings }) {
    const { of = "resource", fix } = MASTER_PASSWORDS[resource.type] ?? {};
    for (const { value, property, withheld } of masterPasswordsOf(resource)) {
      const origin = credentialOrigin(value, property, resource, stack, program);
      if (withheld) {
        yield undecided(value, "write-only values do not reach stack policies");
      } else if (origin.from === "unclear") {
        yield undecided(value, origin.reason);
      } else if (origin.from === "plain configuration") {
        const message =
          `The password of the ${of} comes from the configuration value \`${origin.key}\`, which is stored in the clear: ` +
          "whoever reads the stack's configuration file has it.";
        yield finding(value, message, {
          remediation: `Store it encrypted: \`pulumi config set --secret ${origin.key}\`. ${ROTATE}`,
        });
      } else if (origin.from === "program") {
        const doubt = doubtOf(program);
        if (doubt !== undefined && settings.trustUnverifiable === true) {
          yield undecided(value, `the setting trustUnverifiable lets it pass: ${doubt} would look the same here`);
        } else {
          const remediation = fix === undefined ? {} : { remediation: `${fix}. Otherwise ${GENERATE}. ${ROTATE}` };
          yield finding(value, messageOf(of, doubt, program), remediation);
        }
      }
    }
  },
});

function messageOf(of: string, doubt: string | undefined, { config }: ProgramContext): string {
  const unexplained = config === undefined ? "" : ", and no secret configuration holds it";
  const fact = `The password of the ${of} is a text in the program: no resource made it${unexplained}.`;
  return doubt === undefined
    ? fact
    : `${fact} (Seen from here, ${doubt} would look the same. The offline check can tell them apart; the setting ` +
        "`trustUnverifiable` lets such values pass.)";
}
