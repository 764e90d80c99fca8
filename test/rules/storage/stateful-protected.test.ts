import { UNKNOWN_PROGRAM } from "../../../policy-pack/engine/context";
import { statefulProtected } from "../../../policy-pack/rules/storage/stateful-protected";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const program = { ...UNKNOWN_PROGRAM, project: "flight", stack: "prod" };
const EFS = "aws:efs/fileSystem:FileSystem";
const POOL = "aws:cognito/userPool:UserPool";
const VOLUME = "aws:ebs/volume:Volume";
const one = (type: string, props: Props = {}) => resource(type, "data", props);
const plan = resource("aws:backup/plan:Plan", "plan", { rules: [] });
const selection = (props: Props) =>
  resource("aws:backup/selection:Selection", "selection", { planId: ref("plan"), ...props });
const backupPolicy = (status: string) =>
  resource("aws:efs/backupPolicy:BackupPolicy", "policy", { fileSystemId: ref("data"), backupPolicy: { status } });
const found = (label: string) => [
  {
    resource: "data",
    property: "",
    message: `The ${label} is neither protected from deletion nor backed up`,
    severity: "medium" as const,
  },
];

testRule(statefulProtected, {
  judgedByCompanions: [EFS, VOLUME, "aws:backup/plan:Plan"],
  invalid: [
    {
      name: "a user pool that says no",
      resources: [one(POOL, { deletionProtection: "INACTIVE" })],
      program,
      findings: found("user pool"),
    },
    { name: "a user pool", resources: [one(POOL)], program, findings: found("user pool") },
    { name: "a file system", resources: [one(EFS)], program, findings: found("file system") },
    {
      name: "a file system, production by tag, its policy off",
      resources: [one(EFS, { tags: { Environment: "prod" } }), backupPolicy("DISABLED")],
      findings: found("file system"),
    },
    { name: "a volume", resources: [one(VOLUME)], program, findings: found("volume") },
    {
      name: "anywhere, a plan without a selection",
      resources: [plan],
      findings: [{ resource: "plan", property: "", message: "it backs nothing up" }],
    },
  ],
  valid: [
    { name: "not production", resources: [one(POOL)], outcome: "notApplicable" },
    { name: "a protected user pool", resources: [one(POOL, { deletionProtection: "ACTIVE" })], program },
    { name: "a file system with a backup policy", resources: [one(EFS), backupPolicy("ENABLED")], program },
    {
      name: "a volume AWS Backup takes in",
      resources: [one(VOLUME), plan, selection({ resources: [ref("data", "arn")] })],
      program,
    },
    {
      name: "a volume a lifecycle policy may take in",
      resources: [one(VOLUME), resource("aws:dlm/lifecyclePolicy:LifecyclePolicy", "policy", {})],
      program,
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a user pool with a switch from elsewhere",
      resources: [one(POOL, { deletionProtection: unknown })],
      program,
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a plan while a selection's plan is not known yet",
      resources: [plan, selection({ planId: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  remediates: [
    { name: "a user pool", resource: one(POOL), program, becomes: { deletionProtection: "ACTIVE" } },
    {
      name: "a user pool that says no",
      resource: one(POOL, { deletionProtection: "INACTIVE" }),
      program,
      becomes: { deletionProtection: "ACTIVE" },
    },
    { name: "a user pool elsewhere", resource: one(POOL), becomes: {} },
    { name: "a switch from elsewhere", resource: one(POOL, { deletionProtection: unknown }), program, becomes: {} },
    { name: "a file system", resource: one(EFS), program, becomes: {} },
  ],
  remediated: ["a user pool that says no", "a user pool"],
});
