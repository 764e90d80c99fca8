import * as pulumi from "@pulumi/pulumi";
import { pickZones } from "../../reference-stack/zones";

test.each([
  [["us-east-1a", "us-east-1b", "us-east-1c"]],
  [["us-east-1c", "us-east-1a", "us-east-1d", "us-east-1b"]],
  [["us-east-1b", "us-east-1b", "us-east-1a", "us-east-1c"]],
])("of %j the first three by name are taken", (available) => {
  expect(pickZones(available, "us-east-1")).toEqual(["us-east-1a", "us-east-1b", "us-east-1c"]);
});

test.each([
  [[], "0 (none)"],
  [["us-west-1a", "us-west-1c"], "2 (us-west-1a, us-west-1c)"],
  [["us-west-1a", "us-west-1a", "us-west-1c"], "2 (us-west-1a, us-west-1c)"],
])("%j is too few, and the message says so without a stack trace", (available, offer) => {
  const pick = () => pickZones(available, "us-west-1");
  expect(pick).toThrow(`The stack needs 3 availability zones, and us-west-1 offers this account ${offer}`);
  expect(pick).toThrow(pulumi.RunError);
});
