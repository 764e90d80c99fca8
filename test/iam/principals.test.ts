import { MASK } from "../../policy-pack/engine/made-up";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { isEverybody, principalsOf } from "../../policy-pack/iam/principals";

const read = (raw: unknown) => {
  const { known, open } = principalsOf(new Value(raw, "Principal"));
  return [
    ...known.map(({ kind, text, value }) => `${value.path} ${kind} ${text}`),
    ...open.map(({ kind, property }) => `${property} ${kind}`),
  ];
};

test.each<[string, unknown, readonly string[]]>([
  ["everybody", "*", ["Principal * *"]],
  [
    "several kinds, one text and lists",
    { AWS: ["1", "2"], Service: "s3.amazonaws.com" },
    ["Principal.AWS[0] AWS 1", "Principal.AWS[1] AWS 2", "Principal.Service Service s3.amazonaws.com"],
  ],
  ["unknown", UNKNOWN, ["Principal unknown"]],
  ["an unknown kind", { AWS: UNKNOWN }, ["Principal.AWS unknown"]],
  ["unknown entries", { AWS: ["1", UNKNOWN] }, ["Principal.AWS[0] AWS 1", "Principal.AWS[1] unknown"]],
  ["unknown parts", { AWS: "arn:aws:iam::000000000000:root" }, [`Principal.AWS AWS arn:aws:iam::${MASK}:root`]],
  ["an object where a text belongs", { AWS: [{}] }, ["Principal.AWS[0] malformed"]],
  ["nothing", undefined, []],
])("%s", (_, raw, expected) => {
  expect(read(raw)).toEqual(expected);
});

test.each([
  ["*", true],
  [{ AWS: "*" }, true],
  [{ Federated: "*" }, true],
  [{ Service: "*" }, false],
  [{ AWS: "123456789012" }, false],
  [{ AWS: "arn:aws:iam::*:root" }, false],
])("%j is everybody: %s", (raw, expected) => {
  expect(principalsOf(new Value(raw, "Principal")).known.some(isEverybody)).toBe(expected);
});
