import { kmsKeyPolicy } from "../../../policy-pack/rules/kms/kms-key-policy";
import { ref, resource, testRule, unknown } from "../../support";

const KEY = "aws:kms/key:Key";
const POLICY = "aws:kms/keyPolicy:KeyPolicy";
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:aws:iam::210987654321:root" }, Action: "kms:*", Resource: "*" },
  ],
});

testRule(kmsKeyPolicy, {
  judgedByCompanions: [KEY],
  valid: [
    { name: "a policy", resources: [resource(KEY, "key", { policy })] },
    { name: "a policy nobody knows yet", resources: [resource(KEY, "key", { policy: unknown })] },
    {
      name: "a policy of its own",
      resources: [resource(KEY, "key"), resource(POLICY, "policy", { keyId: ref("key", "keyId"), policy })],
    },
    {
      name: "a replica with a policy",
      resources: [
        resource("aws:kms/replicaKey:ReplicaKey", "key", {
          primaryKeyArn: "arn:aws:kms:us-east-1:210987654321:key/mrk-1",
          policy,
        }),
      ],
    },
    {
      name: "a policy of a key nobody knows",
      resources: [resource(KEY, "key"), resource(POLICY, "policy", { keyId: unknown, policy })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "none",
      resources: [resource(KEY, "key", { description: "Data" })],
      findings: [{ resource: "key", property: "policy", message: "no policy of its own", severity: "medium" }],
    },
    {
      name: "an empty text",
      resources: [resource(KEY, "key", { policy: "" })],
      findings: [{ resource: "key", message: "no policy of its own" }],
    },
    {
      name: "another key's policy",
      resources: [
        resource(KEY, "key"),
        resource(KEY, "other"),
        resource(POLICY, "policy", { keyId: ref("other", "keyId"), policy }),
      ],
      findings: [{ resource: "key", message: "no policy of its own" }],
    },
    {
      name: "a replica, which does not take over its primary's",
      resources: [
        resource("aws:kms/replicaKey:ReplicaKey", "replica", {
          primaryKeyArn: "arn:aws:kms:us-east-1:210987654321:key/mrk-1",
        }),
      ],
      findings: [{ resource: "replica", message: "no policy of its own" }],
    },
  ],
});
