import { rdsMinorVersionPinned } from "../../../policy-pack/rules/rds/rds-minor-version-pinned";
import { ref, resource, testRule, unknown } from "../../support";

const instance = (props: Readonly<Record<string, unknown>>, name = "db") =>
  resource("aws:rds/instance:Instance", name, { engine: "postgres", ...props });
const FOUND = { resource: "db", property: "engineVersion", message: "asks for a downgrade", severity: "low" } as const;

testRule(rdsMinorVersionPinned, {
  invalid: [
    { name: "an exact version", resources: [instance({ engineVersion: "16.10" })], findings: [FOUND] },
    {
      name: "an exact version, upgrades on",
      resources: [instance({ engine: "mysql", engineVersion: "8.0.43", autoMinorVersionUpgrade: true })],
      findings: [FOUND],
    },
    {
      name: "two of them, reported once",
      resources: [
        instance({ engineVersion: "16.10" }),
        instance({ engine: "mysql", engineVersion: "8.0.43" }, "other"),
      ],
      findings: [{ ...FOUND, message: '"db" (`engineVersion`) and "other" (`engineVersion`)' }],
    },
    {
      name: "MariaDB",
      resources: [instance({ engine: "mariadb", engineVersion: "10.11.10" })],
      findings: [FOUND],
    },
    {
      name: "an exact version, under a key that is still to come",
      resources: [
        resource("aws:kms/key:Key", "key", { description: "Orders" }),
        instance({ engineVersion: "16.10", kmsKeyId: ref("key", "arn") }),
      ],
      findings: [FOUND],
    },
  ],
  valid: [
    { name: "a major version", resources: [instance({ engineVersion: "16" })] },
    { name: "MySQL's major version", resources: [instance({ engine: "mysql", engineVersion: "8.0" })] },
    { name: "no version", resources: [instance({})] },
    {
      name: "an exact version, upgrades off",
      resources: [instance({ engineVersion: "16.10", autoMinorVersionUpgrade: false })],
      outcome: "notApplicable",
    },
    {
      name: "a replica",
      resources: [instance({ engineVersion: "16.10", replicateSourceDb: "orders" })],
      outcome: "notApplicable",
    },
    {
      name: "a version from elsewhere",
      resources: [instance({ engineVersion: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
