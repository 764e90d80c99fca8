import { usesOfKeys } from "../../policy-pack/helpers/key-users";
import { interpolate, ref, resource, stackOf } from "../support";

const KEY = "aws:kms/key:Key";
const TRAIL = "aws:cloudtrail/trail:Trail";
const keys = [resource(KEY, "key"), resource(KEY, "other")];

test("uses name the service, the user and the key, and say when it may be another key", () => {
  const either = interpolate`${ref("key", "arn")}${ref("other", "arn")}`;
  const { stack } = stackOf(
    "preview",
    ...keys,
    resource(TRAIL, "trail", { kmsKeyId: ref("key", "arn") }),
    resource("aws:cloudwatch/logGroup:LogGroup", "group", { kmsKeyId: either }),
    resource("aws:rds/instance:Instance", "database", { kmsKeyId: ref("key", "arn") }),
  );
  expect(usesOfKeys(stack).map(({ key, user, need, certain }) => [need.service, user.name, key.name, certain])).toEqual(
    [
      ["logs.<region>.amazonaws.com", "group", "key", false],
      ["logs.<region>.amazonaws.com", "group", "other", false],
      ["cloudtrail.amazonaws.com", "trail", "key", true],
    ],
  );
});
