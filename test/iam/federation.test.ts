import { MASK } from "../../policy-pack/engine/made-up";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { trustFault } from "../../policy-pack/iam/federation";

const GITHUB = "token.actions.githubusercontent.com";
const EKS = "oidc.eks.us-east-1.amazonaws.com/id/ABC";
const arn = (provider: string) => `arn:aws:iam::123456789012:oidc-provider/${provider}`;
const fault = (federated: string, condition: unknown) => {
  const found = trustFault(federated, new Value(condition, "Condition"));
  return typeof found === "object" ? `${found.kind} ${found.provider} ${found.cluster ? "cluster" : ""}`.trim() : found;
};
const sub = (value: unknown, operator = "StringLike") => ({ [operator]: { [`${GITHUB}:sub`]: value } });
const aud = { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } };

test.each<[string, string, unknown, string | undefined]>([
  ["no condition", arn(GITHUB), undefined, `anybody ${GITHUB}`],
  ["the audience alone, of a provider everybody uses", arn(GITHUB), aud, `anybody ${GITHUB}`],
  ["a subject", arn(GITHUB), sub("repo:octo/app:ref:refs/heads/main", "StringEquals"), undefined],
  ["every branch", arn(GITHUB), sub("repo:octo/app:*"), undefined],
  ["every repository of an owner", arn(GITHUB), sub("repo:octo/*"), undefined],
  ["every repository", arn(GITHUB), sub("repo:*"), `wildcard ${GITHUB}`],
  ["every repository of a name", arn(GITHUB), sub("repo:*/app:*"), `wildcard ${GITHUB}`],
  ["an owner that strangers can extend", arn(GITHUB), sub("repo:octo*"), `wildcard ${GITHUB}`],
  ["everybody among the subjects", arn(GITHUB), sub(["repo:octo/app:*", "*"]), `wildcard ${GITHUB}`],
  ["a wildcard that is a letter there", arn(GITHUB), sub("repo:*", "StringEquals"), undefined],
  ["a subject if there is one", arn(GITHUB), sub("repo:octo/app:*", "StringLikeIfExists"), `anybody ${GITHUB}`],
  [
    "another claim that names the repository",
    arn(GITHUB),
    { StringEquals: { [`${GITHUB}:repository_id`]: "1" } },
    undefined,
  ],
  ["the subject of another provider", arn(GITHUB), { StringEquals: { "gitlab.com:sub": "x" } }, `anybody ${GITHUB}`],
  ["a global key", arn(GITHUB), { StringEquals: { "aws:SourceAccount": "1" } }, `anybody ${GITHUB}`],
  ["an unknown subject", arn(GITHUB), sub(UNKNOWN), undefined],
  ["an unknown condition", arn(GITHUB), UNKNOWN, "unknown"],
  ["an unknown operator block beside the audience", arn(GITHUB), { ...aud, StringLike: UNKNOWN }, "unknown"],
  [
    "a cluster without subject",
    arn(EKS),
    { StringEquals: { [`${EKS}:aud`]: "sts.amazonaws.com" } },
    `anybody ${EKS.toLowerCase()} cluster`,
  ],
  [
    "one service account",
    arn(EKS),
    { StringEquals: { [`${EKS}:sub`]: "system:serviceaccount:kube-system:cni" } },
    undefined,
  ],
  ["one namespace", arn(EKS), { StringLike: { [`${EKS}:sub`]: "system:serviceaccount:app:*" } }, undefined],
  [
    "every service account",
    arn(EKS),
    { StringLike: { [`${EKS}:sub`]: "system:serviceaccount:*:*" } },
    `wildcard ${EKS.toLowerCase()} cluster`,
  ],
  [
    "a cluster whose id is made up",
    arn("oidc.eks.us-east-1.amazonaws.com/id/" + MASK),
    { StringEquals: { "oidc.eks.us-east-1.amazonaws.com/id/0facade12:sub": "system:serviceaccount:a:b" } },
    undefined,
  ],
  [
    "a provider of one's own, with audience",
    arn("id.example.org"),
    { StringEquals: { "id.example.org:aud": "app" } },
    undefined,
  ],
  ["a provider of one's own, with nothing", arn("id.example.org"), {}, "anybody id.example.org"],
  [
    "Cognito with its pool",
    "cognito-identity.amazonaws.com",
    { StringEquals: { "cognito-identity.amazonaws.com:aud": "pool" } },
    undefined,
  ],
  [
    "Cognito with any pool",
    "cognito-identity.amazonaws.com",
    { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } },
    undefined,
  ],
  ["Google with nothing", "accounts.google.com", undefined, "anybody accounts.google.com"],
  ["a provider that is unknown, with nothing", MASK, undefined, `anybody ${MASK}`],
  ["one that is unknown, the key telling which", MASK, aud, `anybody ${GITHUB}`],
  ["one that is unknown, with subject", MASK, sub("repo:octo/app:*"), undefined],
  ["one that is made up", arn(`github-${MASK}`), sub("repo:octo/app:*"), undefined],
  ["SAML", "arn:aws:iam::123456789012:saml-provider/corp", undefined, undefined],
])("%s", (_, federated, condition, expected) => {
  expect(fault(federated, condition)).toBe(expected);
});
