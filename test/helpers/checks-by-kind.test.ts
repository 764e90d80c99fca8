import { kinds } from "../../policy-pack/engine/kinds";
import { finding, type Yield } from "../../policy-pack/engine/rule";
import { UNKNOWN_PROGRAM } from "../../policy-pack/engine/context";
import { checksByKind, type KindCheck } from "../../policy-pack/helpers/checks-by-kind";
import { resource, stackOf } from "../support";

const says = (what: string): KindCheck =>
  function* ({ name }, { stack }): Generator<Yield> {
    yield finding("", `${what} ${name} beside ${stack.ofKind(kinds.queue).length}`);
  };
const { targets, check } = checksByKind(
  [kinds.queue, says("policy")],
  [[...kinds.topic, ...kinds.bucket], says("policy"), says("key")],
  [kinds.bucket, says("block")],
);
const { stack, find } = stackOf(
  "up",
  resource("aws:sqs/queue:Queue", "q"),
  resource("aws:sns/topic:Topic", "t"),
  resource("aws:s3/bucket:Bucket", "b"),
  resource("aws:kms/key:Key", "k"),
);

test("the rule looks at every kind of the table, once", () => {
  expect(targets).toEqual([...kinds.queue, ...kinds.topic, ...kinds.bucket]);
});

test.each([
  ["q", ["policy q beside 1"]],
  ["t", ["policy t beside 1", "key t beside 1"]],
  ["b", ["policy b beside 1", "key b beside 1", "block b beside 1"]],
  ["k", []],
])("%s is asked what its rows say, in their order", (name, messages) => {
  const said = [...check(find(name), { stack, settings: {}, isOff: () => false, program: UNKNOWN_PROGRAM })];
  expect(said).toEqual(messages.map((message) => finding("", message)));
});
