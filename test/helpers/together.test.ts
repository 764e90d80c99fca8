import { Resource } from "../../policy-pack/engine/resource";
import { finding } from "../../policy-pack/engine/rule";
import { togetherOnce } from "../../policy-pack/helpers/together";

const named = (name: string) =>
  new Resource({
    urn: `urn:pulumi:dev::p::aws:s3/bucket:Bucket::${name}`,
    type: "aws:s3/bucket:Bucket",
    name,
    properties: () => ({}),
  });
const [first, second] = [named("a"), named("b")];
const all = [first, second, ...["c", "d", "e", "f"].map(named)];
const report = (names: string) => finding("", names);

test("the first reports and names the others, the others point to it", () => {
  expect([...togetherOnce(first, all.slice(0, 2), report)]).toMatchObject([{ message: '"a" and "b"' }]);
  expect([...togetherOnce(second, all.slice(0, 2), report)]).toMatchObject([
    { outcome: "notApplicable", reason: 'reported with "a", which lacks the same' },
  ]);
});

test("a few of many are named", () => {
  expect([...togetherOnce(first, all, report)]).toMatchObject([
    { message: expect.stringMatching(/"e" and 1 more$/) as unknown },
  ]);
});
