import { forwardersTo, loadBalancersOf } from "../../policy-pack/helpers/forwarding";
import { type Mode, namesOf, ref, resource, stackOf } from "../support";

const MODES: readonly Mode[] = ["preview", "up", "offline"];
const alb = resource("aws:lb/loadBalancer:LoadBalancer", "alb");
const group = resource("aws:lb/targetGroup:TargetGroup", "group");
const idle = resource("aws:alb/targetGroup:TargetGroup", "idle");
const listener = resource("aws:alb/listener:Listener", "listener", {
  loadBalancerArn: ref("alb", "arn"),
  defaultActions: [{ type: "forward", forward: { targetGroups: [{ arn: ref("group", "arn"), weight: 1 }] } }],
});
const rule = resource("aws:lb/listenerRule:ListenerRule", "rule", {
  listenerArn: ref("listener", "arn"),
  actions: [{ type: "forward", targetGroupArn: ref("group", "arn") }],
});

test.each(MODES)("listeners and rules that forward to a target group, and their load balancer (%s)", (mode) => {
  const { stack, find } = stackOf(mode, alb, group, idle, listener, rule);
  expect([...namesOf(forwardersTo(find("group"), stack))].sort()).toEqual(["listener", "rule"]);
  expect(forwardersTo(find("idle"), stack)).toEqual([]);
  expect(["listener", "rule"].map((name) => namesOf(loadBalancersOf(find(name), stack)))).toEqual([["alb"], ["alb"]]);
});
