import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { isAccountRoot } from "../../policy-pack/iam/account-root";

const ROOT = "arn:aws:iam::123456789012:root";

test.each<[string, unknown, "yes" | "no" | "unknown"]>([
  ["the root's ARN", { AWS: ROOT }, "yes"],
  ["in a list", { AWS: [ROOT] }, "yes"],
  ["two accounts", { AWS: [ROOT, "210987654321"] }, "yes"],
  ["a bare account id", { AWS: "123456789012" }, "yes"],
  ["in China", { AWS: "arn:aws-cn:iam::123456789012:root" }, "yes"],
  ["in GovCloud", { AWS: "arn:aws-us-gov:iam::123456789012:root" }, "yes"],
  ["a made-up account", { AWS: "arn:aws:iam::000000000000:root" }, "yes"],
  ["a made-up bare account id", { AWS: "000000000000" }, "yes"],
  ["an account not known yet", { AWS: `arn:aws:iam::${UNKNOWN}:root` }, "yes"],
  ["a partition not known yet", { AWS: `arn:${UNKNOWN}:iam::${UNKNOWN}:root` }, "yes"],
  ["everybody", "*", "no"],
  ["everybody, in the other spelling", { AWS: "*" }, "no"],
  ["every account's root", { AWS: "arn:aws:iam::*:root" }, "no"],
  ["a role", { AWS: "arn:aws:iam::123456789012:role/admin" }, "no"],
  ["a role named root", { AWS: "arn:aws:iam::123456789012:role/root" }, "no"],
  ["the root and a role", { AWS: [ROOT, "arn:aws:iam::123456789012:role/admin"] }, "no"],
  ["the root and somebody unknown", { AWS: [ROOT, UNKNOWN] }, "unknown"],
  ["a role and somebody unknown", { AWS: ["arn:aws:iam::123456789012:role/admin", UNKNOWN] }, "no"],
  ["somebody unknown", { AWS: UNKNOWN }, "unknown"],
  [
    "an account's Output in a text",
    { AWS: "arn:aws:iam::Calling [toString] on an [Output<T>] is not supported.\n 1: o.apply(v => v):root" },
    "unknown",
  ],
  ["the root and a service", { AWS: ROOT, Service: "logs.amazonaws.com" }, "no"],
  ["a service", { Service: "logs.amazonaws.com" }, "no"],
  ["nobody", { AWS: [] }, "no"],
  ["no principal", undefined, "no"],
  ["a principal not known yet", UNKNOWN, "unknown"],
  ["a bare text", ROOT, "no"],
  ["too few digits", { AWS: "12345678901" }, "no"],
  ["an object", { AWS: {} }, "no"],
])("%s", (_, principal, expected) => {
  expect(isAccountRoot(new Value(principal, "S.Principal"))).toBe(expected);
});
