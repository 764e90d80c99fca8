import { isCalled, wordsOf } from "../../policy-pack/helpers/called";
import { resource, stackOf, unknown } from "../support";

test.each([
  ["acme-private-1", ["acme", "private"]],
  ["privateSubnet2a", ["private", "subnet", "a"]],
  ["PRIVATE_DB", ["private", "db"]],
  ["nonprivate", ["nonprivate"]],
  ["10", []],
])("words of %s", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test.each([
  ["private-a", {}, true],
  ["subnet-a", { Name: "acme-private-a" }, true],
  ["subnet-a", { type: "Private" }, true],
  ["subnet-a", { Name: unknown, Owner: "private" }, false],
  ["subnet-a", unknown, false],
  ["privateer", {}, false],
])("%s with tags %j is called private: %s", (name, tags, expected) => {
  const { stack } = stackOf("up", resource("aws:ec2/subnet:Subnet", name, { tags }));
  expect(stack.resources.filter((each) => each.name === name).map((each) => isCalled(each, "private"))).toEqual([
    expected,
  ]);
});
