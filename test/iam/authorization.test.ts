import { actionsOf, services } from "../../policy-pack/iam/authorization";

test("knows AWS's services", () => {
  expect(services().length).toBeGreaterThan(400);
  expect(services()).toEqual(expect.arrayContaining(["s3", "iam", "ec2", "logs", "kms"]));
});

test.each([
  ["s3", "getobject", "s3:GetObject", "Read"],
  ["S3", "putobject", "s3:PutObject", "Write"],
  ["s3", "listbucket", "s3:ListBucket", "List"],
  ["s3", "putbucketpolicy", "s3:PutBucketPolicy", "Permissions management"],
  ["ec2", "createtags", "ec2:CreateTags", "Tagging"],
])("%s:%s", (service, key, name, level) => {
  expect(actionsOf(service).get(key)).toMatchObject({ name, level });
});

test.each([
  [
    "logs",
    "putlogevents",
    "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}",
  ],
  ["s3", "getobject", "arn:${Partition}:s3:::${BucketName}/${ObjectName}"],
  ["iam", "passrole", "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"],
  ["ecr", "getauthorizationtoken", undefined],
])("%s:%s takes %s", (service, key, format) => {
  expect(actionsOf(service).get(key)?.arnFormats[0]).toBe(format);
});

test.each(["no-such-service", "", "../services", "..", "s3.json", "__proto__"])("knows nothing of %j", (service) => {
  expect(actionsOf(service).size).toBe(0);
});

test("reads a service once", () => {
  expect(actionsOf("sqs")).toBe(actionsOf("SQS"));
});

// The data is regenerated daily: a new form of it must not pass for "nothing writes, nothing takes resources".
test("understands every record of the data", () => {
  const levels = new Set<string>();
  for (const service of services()) {
    for (const action of actionsOf(service).values()) {
      levels.add(action.level);
      expect(action.arnFormats.filter((format) => format.split(":").length < 6)).toEqual([]);
    }
  }
  expect([...levels].sort()).toEqual(["List", "Permissions management", "Read", "Tagging", "Write"]);
});
