import type { ConfigValue, ProgramContext } from "../../../policy-pack/engine/context";
import { rdsNoHardcodedPassword } from "../../../policy-pack/rules/rds/rds-no-hardcoded-password";
import {
  component,
  derived,
  interpolate,
  json,
  ref,
  resource,
  resolveStack,
  secret,
  testRule,
  unknown,
} from "../../support";
import { inProcess, throughFastPath, throughSdk } from "../../../kit/testing/engine-calls";

const INSTANCE = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
/** Stands for a master password; no output may hold it. */
const CANARY = "changeme123!-canary";

const instance = (props: Readonly<Record<string, unknown>>) =>
  resource(INSTANCE, "db", { engine: "mysql", username: "admin", ...props });
const generator = resource("random:index/randomPassword:RandomPassword", "password", { length: 24 });
const vpc = resource("aws:ec2/vpc:Vpc", "vpc");

function program(config?: Readonly<Record<string, ConfigValue>>, more: Partial<ProgramContext> = {}): ProgramContext {
  return {
    project: "flight",
    stack: "dev",
    config: config === undefined ? undefined : new Map(Object.entries(config)),
    environment: {},
    ...more,
  };
}

testRule(rdsNoHardcodedPassword, {
  valid: [
    { name: "RDS manages the password", resources: [instance({ manageMasterUserPassword: true })] },
    {
      name: "the user of a MySQL database is admin",
      resources: [instance({ username: "admin", manageMasterUserPassword: true })],
    },
    { name: "no password: a replica or a restored snapshot", resources: [instance({ replicateSourceDb: "primary" })] },
    { name: "an empty password, which providers take for none", resources: [instance({ password: "" })] },
    { name: "the output of a generator", resources: [generator, instance({ password: ref("password", "result") })] },
    {
      name: "the output of a generator, marked secret",
      resources: [generator, instance({ password: secret(ref("password", "result")) })],
    },
    {
      name: "a generator's output, known from an earlier update",
      resources: [generator, instance({ password: derived(CANARY, "password") })],
    },
    {
      name: "a text with a generator's output in it",
      resources: [generator, instance({ password: interpolate`Aa1!${ref("password", "result")}` })],
    },
    {
      name: "a generator inside a component",
      resources: [
        component("database"),
        resource("random:index/randomPassword:RandomPassword", "db-password", {}, { parent: "database" }),
        resource(INSTANCE, "db", { password: ref("db-password", "result") }, { parent: "database" }),
      ],
    },
    {
      name: "the output of a component",
      resources: [component("credentials"), instance({ password: ref("credentials", "password") })],
    },
    {
      name: "a secret's version",
      resources: [
        resource("aws:secretsmanager/secretVersion:SecretVersion", "version"),
        instance({ password: ref("version", "secretString") }),
      ],
    },
    {
      name: "a parameter of the parameter store",
      resources: [resource("aws:ssm/parameter:Parameter", "stored"), instance({ password: ref("stored", "value") })],
    },
    {
      name: "another stack's output",
      resources: [
        resource("pulumi:pulumi:StackReference", "org/base/dev"),
        instance({ password: ref("org/base/dev", "password") }),
      ],
    },
    {
      name: "the password of another database, judged there",
      resources: [
        generator,
        resource(CLUSTER, "primary", { masterPassword: ref("password", "result") }),
        resource(CLUSTER, "secondary", { masterPassword: ref("primary", "masterPassword") }),
      ],
    },
    {
      name: "secret configuration",
      resources: [instance({ password: CANARY })],
      program: program({ "flight:dbPassword": { value: CANARY, secret: true } }),
    },
    {
      name: "a part of structured secret configuration",
      resources: [instance({ password: secret(CANARY) })],
      program: program({ "flight:db": { value: JSON.stringify({ user: "admin", password: CANARY }), secret: true } }),
      needsSecretKeys: true,
    },
    {
      name: "a text built around secret configuration",
      resources: [instance({ password: `${CANARY}-dev` })],
      program: program({ "flight:dbPassword": { value: CANARY, secret: true } }),
    },
    {
      name: "a placeholder for encrypted configuration, where nobody can decrypt it",
      resources: [instance({ password: secret("424242424242001") })],
      program: program({ "flight:dbPassword": { value: "424242424242001", secret: true } }),
    },
    {
      name: "a made-up answer of a data source",
      resources: [instance({ password: secret("0facade0123456789") })],
    },
    {
      name: "a password from the environment",
      resources: [instance({ password: CANARY })],
      program: program({}, { environment: { DB_PASSWORD: CANARY } }),
    },
    {
      name: "Aurora with a managed password",
      resources: [resource(CLUSTER, "aurora", { masterUsername: "admin", manageMasterUserPassword: true })],
    },
    {
      name: "services that manage the password",
      resources: [
        resource("aws:docdb/cluster:Cluster", "docs", { manageMasterUserPassword: true }),
        resource("aws:redshift/cluster:Cluster", "warehouse", { manageMasterPassword: true }),
        resource("aws:redshiftserverless/namespace:Namespace", "serverless", { manageAdminPassword: true }),
      ],
    },
    {
      name: "a DocumentDB elastic cluster with the ARN of a secret",
      resources: [
        resource("aws:docdb/elasticCluster:ElasticCluster", "docs", {
          authType: "SECRET_ARN",
          adminUserPassword: "arn:aws:secretsmanager:us-east-1:123456789012:secret:docs-a1b2c3",
        }),
      ],
    },
    {
      name: "users and domains that IAM lets in",
      resources: [
        resource("aws:elasticache/user:User", "cache-user", { authenticationMode: { type: "iam" } }),
        resource("aws:memorydb/user:User", "memory-user", { authenticationMode: { type: "iam" } }),
        resource("aws:opensearch/domain:Domain", "search", {
          advancedSecurityOptions: {
            enabled: true,
            masterUserOptions: { masterUserArn: "arn:aws:iam::123456789012:role/x" },
          },
        }),
      ],
    },
    {
      name: "a migration endpoint that reads the secret itself",
      resources: [resource("aws:dms/endpoint:Endpoint", "source", { secretsManagerArn: "arn:aws:secretsmanager:x" })],
    },
    {
      name: "a password inside a block, from a secret of the stack",
      resources: [
        resource("aws:secretsmanager/secretVersion:SecretVersion", "version", { secretString: CANARY }),
        resource("aws:opensearch/domain:Domain", "search", {
          advancedSecurityOptions: { masterUserOptions: { masterUserPassword: ref("version", "secretString") } },
        }),
      ],
    },
    {
      name: "a Neptune cluster, which knows IAM only",
      resources: [resource("aws:neptune/cluster:Cluster", "graph", { iamDatabaseAuthenticationEnabled: true })],
      outcome: "none",
    },
    {
      name: "a password nobody knows, from outside the stack",
      resources: [instance({ password: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a list of users nobody knows",
      resources: [resource("aws:mq/broker:Broker", "broker", { users: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a text that depends on what makes no passwords",
      resources: [vpc, instance({ password: interpolate`${ref("vpc")}-${CANARY}` })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a literal beside a generated password, in one property",
      resources: [
        generator,
        resource("aws:mq/broker:Broker", "broker", {
          users: [
            { username: "admin", password: ref("password", "result") },
            { username: "app", password: CANARY },
          ],
        }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a write-only password that the outputs do not hold",
      resources: [instance({ passwordWoVersion: 1 })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "state analysis, which hides secrets",
      resources: [instance({ password: "[secret]" })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a text, while the setting trusts what cannot be told",
      resources: [instance({ password: CANARY })],
      settings: { trustUnverifiable: true },
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a text, while the setting trusts what cannot be told and the configuration is visible",
      resources: [instance({ password: CANARY })],
      settings: { trustUnverifiable: true },
      program: program({}),
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "a literal (seed S2-4)",
      resources: [instance({ password: CANARY })],
      findings: [
        {
          resource: "db",
          property: "password",
          message:
            /database's master user is a text in the program: no resource made it\. .*`config\.requireSecret`.*`trustUnverifiable`/,
          severity: "critical",
        },
      ],
    },
    {
      name: "a literal, where the configuration is visible",
      resources: [instance({ password: CANARY })],
      program: program({ "flight:other": { value: "unrelated-value", secret: true } }),
      findings: [
        {
          resource: "db",
          property: "password",
          message:
            /no resource made it, and no secret configuration holds it\. \(Seen from here, a value of a data source/,
        },
      ],
    },
    {
      name: "a literal with `pulumi.secret` around it",
      resources: [instance({ password: secret(CANARY) })],
      findings: [{ resource: "db", property: "password", message: "is a text in the program" }],
    },
    {
      name: "a literal as a write-only argument",
      resources: [instance({ passwordWo: CANARY, passwordWoVersion: 1 })],
      findings: [{ resource: "db", property: "passwordWo", message: "is a text in the program" }],
    },
    {
      name: "a literal beside the managed password, which AWS refuses too",
      resources: [instance({ manageMasterUserPassword: true, password: CANARY })],
      findings: [{ resource: "db", property: "password", message: "is a text in the program" }],
    },
    {
      name: "the template of another tool, which Pulumi does not fill in",
      resources: [instance({ password: "{{resolve:secretsmanager:db:SecretString:password}}" })],
      findings: [{ resource: "db", property: "password", message: "is a text in the program" }],
    },
    {
      name: "a literal, while only the resource depends on a generator",
      resources: [generator, resource(INSTANCE, "db", { password: CANARY }, { dependsOn: ["password"] })],
      findings: [{ resource: "db", property: "password", message: "is a text in the program" }],
    },
    {
      name: "a literal, while another property depends on a generator",
      resources: [generator, instance({ password: CANARY, tags: { Generator: ref("password", "id") } })],
      findings: [{ resource: "db", property: "password", message: "is a text in the program" }],
    },
    {
      name: "a literal handed to a component, which hands it on",
      resources: [
        component("database", { password: CANARY }),
        resource(INSTANCE, "db", { password: CANARY }, { parent: "database" }),
      ],
      findings: [{ resource: "db", property: "password", message: "is a text in the program" }],
    },
    {
      name: "an Aurora cluster",
      resources: [resource(CLUSTER, "aurora", { masterUsername: "admin", masterPassword: CANARY })],
      findings: [{ resource: "aurora", property: "masterPassword", message: "database cluster's master user" }],
    },
    {
      name: "plain configuration",
      resources: [instance({ password: CANARY })],
      program: program({ "flight:dbPassword": { value: CANARY, secret: false } }),
      needsSecretKeys: true,
      findings: [
        {
          resource: "db",
          property: "password",
          message: "comes from the configuration value `flight:dbPassword`, which is stored in the clear",
        },
      ],
    },
    {
      name: "plain configuration, though the setting trusts what cannot be told",
      resources: [instance({ password: CANARY })],
      settings: { trustUnverifiable: true },
      program: program({ "flight:dbPassword": { value: CANARY, secret: false } }),
      needsSecretKeys: true,
      findings: [{ resource: "db", property: "password", message: "`flight:dbPassword`" }],
    },
    {
      name: "a fallback for missing configuration",
      resources: [instance({ password: CANARY })],
      program: program({ "flight:region": { value: "eu-central-1", secret: undefined } }),
      needsSecretKeys: true,
      findings: [{ resource: "db", property: "password", message: "is a text in the program" }],
    },
    {
      name: "DocumentDB, Redshift and their serverless forms",
      resources: [
        resource("aws:docdb/cluster:Cluster", "docs", { masterPassword: CANARY }),
        resource("aws:docdb/elasticCluster:ElasticCluster", "elastic", {
          authType: "PLAIN_TEXT",
          adminUserPassword: CANARY,
        }),
        resource("aws:redshift/cluster:Cluster", "warehouse", { masterPassword: CANARY }),
        resource("aws:redshiftserverless/namespace:Namespace", "serverless", { adminUserPassword: CANARY }),
      ],
      findings: [
        { resource: "docs", property: "masterPassword", message: "DocumentDB cluster's master user" },
        { resource: "elastic", property: "adminUserPassword", message: "DocumentDB cluster's administrator" },
        { resource: "warehouse", property: "masterPassword", message: "Redshift cluster's master user" },
        { resource: "serverless", property: "adminUserPassword", message: "Redshift namespace's administrator" },
      ],
    },
    {
      name: "caches and their users",
      resources: [
        resource("aws:elasticache/replicationGroup:ReplicationGroup", "cache", { authToken: CANARY }),
        resource("aws:elasticache/user:User", "cache-user", { passwords: [CANARY, `${CANARY}2`] }),
        resource("aws:memorydb/user:User", "memory-user", {
          authenticationMode: { type: "password", passwords: [CANARY] },
        }),
      ],
      findings: [
        { resource: "cache", property: "authToken", message: "The password of the cache is" },
        { resource: "cache-user", property: "passwords[0]", message: "cache user" },
        { resource: "cache-user", property: "passwords[1]", message: "cache user" },
        { resource: "memory-user", property: "authenticationMode.passwords[0]", message: "MemoryDB user" },
      ],
    },
    {
      name: "brokers and search domains, under both names of the service",
      resources: [
        resource("aws:mq/broker:Broker", "broker", {
          users: [{ username: "admin", password: CANARY, consoleAccess: true }],
        }),
        resource("aws:opensearch/domain:Domain", "search", {
          advancedSecurityOptions: { masterUserOptions: { masterUserName: "admin", masterUserPassword: CANARY } },
        }),
        resource("aws:elasticsearch/domain:Domain", "old-search", {
          advancedSecurityOptions: { masterUserOptions: { masterUserName: "admin", masterUserPassword: CANARY } },
        }),
      ],
      findings: [
        { resource: "broker", property: "users[0].password", message: "broker user" },
        {
          resource: "search",
          property: "advancedSecurityOptions.masterUserOptions.masterUserPassword",
          message: "search domain's master user",
        },
        {
          resource: "old-search",
          property: "advancedSecurityOptions.masterUserOptions.masterUserPassword",
          message: "search domain's master user",
        },
      ],
    },
    {
      name: "migration endpoints, directories and what joins them",
      resources: [
        resource("aws:dms/endpoint:Endpoint", "source", { password: CANARY, kafkaSettings: { saslPassword: CANARY } }),
        resource("aws:directoryservice/directory:Directory", "directory", { name: "corp.internal", password: CANARY }),
        resource("aws:fsx/windowsFileSystem:WindowsFileSystem", "files", {
          selfManagedActiveDirectory: { username: "join", password: CANARY },
        }),
        resource("aws:lightsail/database:Database", "light", { masterPassword: CANARY }),
        resource("aws:timestreaminfluxdb/dbInstance:DbInstance", "influx", { password: CANARY }),
      ],
      findings: [
        { resource: "source", property: "password", message: "database behind the endpoint" },
        { resource: "source", property: "kafkaSettings.saslPassword", message: "database behind the endpoint" },
        { resource: "directory", property: "password", message: "directory's administrator" },
        { resource: "files", property: "selfManagedActiveDirectory.password", message: "service account" },
        { resource: "light", property: "masterPassword", message: "database's master user" },
        { resource: "influx", property: "password", message: "database's admin user" },
      ],
    },
  ],
  remediates: [
    { name: "no password", resource: instance({}), becomes: { manageMasterUserPassword: true } },
    {
      name: "no password of a cluster, whose user is not known yet",
      resource: resource(CLUSTER, "db", { engine: "aurora-mysql", masterUsername: unknown }),
      becomes: { manageMasterUserPassword: true },
    },
    {
      name: "no password of a warehouse",
      resource: resource("aws:redshift/cluster:Cluster", "dw", { masterUsername: "admin" }),
      becomes: { manageMasterPassword: true },
    },
    { name: "a password", resource: instance({ password: "x" }), becomes: {} },
    { name: "a secret password", resource: instance({ password: secret("x") }), becomes: {} },
    { name: "a password nobody knows yet", resource: instance({ password: unknown }), becomes: {} },
    { name: "a password that is only written", resource: instance({ passwordWo: secret("x") }), becomes: {} },
    { name: "a restored database", resource: instance({ snapshotIdentifier: unknown }), becomes: {} },
    { name: "a replica", resource: instance({ replicateSourceDb: "orders" }), becomes: {} },
    {
      name: "a member of a global cluster",
      resource: resource(CLUSTER, "db", { masterUsername: "admin", globalClusterIdentifier: "world" }),
      becomes: {},
    },
    {
      name: "Aurora Serverless v1, which cannot",
      resource: resource(CLUSTER, "db", { masterUsername: "admin", engineMode: "serverless" }),
      becomes: {},
    },
    { name: "RDS Custom, which cannot", resource: instance({ engine: "custom-oracle-ee" }), becomes: {} },
    { name: "a choice against it", resource: instance({ manageMasterUserPassword: false }), becomes: {} },
    { name: "no master user", resource: resource(INSTANCE, "db", { engine: "mysql" }), becomes: {} },
    { name: "by the settings", resource: instance({}), settings: { manageUnset: false }, becomes: {} },
  ],
});

describe("what rds-no-hardcoded-password says", () => {
  const literal = [instance({ password: CANARY, tags: json({ note: "none" }) })];
  const findingsWith = (program: ProgramContext, settings = {}) =>
    inProcess([rdsNoHardcodedPassword], resolveStack(literal, "offline"), { program, settings }).flatMap(
      (each) => each.findings,
    );

  test("has no doubt where data sources are marked, and the setting then trusts nothing", () => {
    const offline = program({}, { marksDataSources: true });
    const [found] = findingsWith(offline, { trustUnverifiable: true });
    expect(found?.message).toBe(
      "The password of the database's master user is a text in the program: no resource made it, and no secret " +
        "configuration holds it.",
    );
  });

  test("offers the service's own way first", () => {
    const [found] = findingsWith(program({}));
    expect(found?.remediation).toMatch(
      /^Set `manageMasterUserPassword: true`.*Otherwise .*RandomPassword.*Then change/,
    );
  });

  test("tells how to encrypt plain configuration", () => {
    const [found] = findingsWith(program({ "flight:db": { value: CANARY, secret: false } }));
    expect(found?.remediation).toContain("`pulumi config set --secret flight:db`");
  });

  test.each([
    ["no program", undefined],
    ["plain configuration", program({ "flight:db": { value: CANARY, secret: false } })],
    ["no configuration", program({})],
  ])("never holds the password: %s", async (_, context) => {
    const stack = resolveStack(literal, "up");
    const options = context === undefined ? {} : { program: context };
    const said = JSON.stringify([
      inProcess([rdsNoHardcodedPassword], stack, options).flatMap((each) => [
        each.reasons,
        each.findings.map((one) => [one.message, one.remediation, one.property]),
      ]),
      await throughFastPath([rdsNoHardcodedPassword], stack, options),
      await throughSdk([rdsNoHardcodedPassword], stack, options),
    ]);
    expect(said).toContain("master user");
    expect(said).not.toContain("canary");
    expect(said).not.toContain("changeme");
  });
});
