import { isExported } from "../../policy-pack/helpers/exports";
import { MODES, ref, resource, ROOT, stackOf } from "../support";

const BALANCER = resource("aws:lb/loadBalancer:LoadBalancer", "web", {});
const outputs = (props: Readonly<Record<string, unknown>>) => ({ ...ROOT, name: "exports", props });
const answers = (props: Readonly<Record<string, unknown>>, called: RegExp) =>
  MODES.map((mode) => {
    const { stack, find } = stackOf(mode, BALANCER, outputs(props));
    return isExported(stack, find("web"), called);
  });

test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ["by its ARN", { albArn: ref("web", "arn") }, ["unknown", "yes", "yes"]],
  ["inside an object", { arns: { alb: ref("web", "arn") } }, ["unknown", "yes", "yes"]],
  ["by an output that cannot be it", { url: ref("web", "dnsName") }, ["no", "no", "no"]],
  ["not at all", {}, ["no", "no", "no"]],
])("%s", (_, props, expected) => {
  expect(answers(props, /arn/i)).toEqual(expected);
});
