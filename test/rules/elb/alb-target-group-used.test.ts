import { albTargetGroupUsed } from "../../../policy-pack/rules/elb/alb-target-group-used";
import { ref, resource, testRule, unknown } from "../../support";

const GROUP = "aws:lb/targetGroup:TargetGroup";
const group = (name = "group", type = GROUP) => resource(type, name, { port: 80, protocol: "HTTP" });
const listener = (action: unknown) =>
  resource("aws:lb/listener:Listener", "listener", { port: 80, defaultActions: [action] });
const forward = (name = "group") => ({ type: "forward", targetGroupArn: ref(name, "arn") });
const NOTHING = 'No listener and no rule of this stack forwards to target group "group"';

testRule(albTargetGroupUsed, {
  judgedByCompanions: [GROUP, "aws:alb/targetGroup:TargetGroup"],
  invalid: [
    {
      name: "nothing forwards to it",
      resources: [group()],
      findings: [{ resource: "group", property: "", message: NOTHING, severity: "low" }],
    },
    {
      name: "another one is used",
      resources: [group(), group("other"), listener(forward("other"))],
      findings: [{ resource: "group", message: NOTHING }],
    },
    {
      name: "instances register with it",
      resources: [
        group("group", "aws:alb/targetGroup:TargetGroup"),
        resource("aws:lb/targetGroupAttachment:TargetGroupAttachment", "attachment", {
          targetGroupArn: ref("group", "arn"),
          targetId: "i-0123456789abcdef0",
        }),
      ],
      findings: [{ resource: "group", message: NOTHING }],
    },
    {
      name: "an Auto Scaling group registers with it",
      resources: [
        group(),
        resource("aws:autoscaling/group:Group", "workers", {
          maxSize: 2,
          minSize: 1,
          targetGroupArns: [ref("group", "arn")],
        }),
      ],
      findings: [{ resource: "group", message: NOTHING }],
    },
    {
      name: "two of three: one finding",
      resources: [group(), group("other"), group("third"), listener(forward("other"))],
      findings: [{ resource: "group", message: 'forwards to target groups "group" and "third"' }],
    },
  ],
  valid: [
    { name: "a listener forwards to it", resources: [group(), listener(forward())] },
    {
      name: "a listener forwards to two by weight",
      resources: [
        group(),
        group("other"),
        listener({
          type: "forward",
          forward: { targetGroups: [{ arn: ref("group", "arn") }, { arn: ref("other", "arn") }] },
        }),
      ],
    },
    {
      name: "CodeDeploy moves the listener to it",
      resources: [
        group(),
        resource("aws:codedeploy/deploymentGroup:DeploymentGroup", "deploy", {
          loadBalancerInfo: { targetGroupPairInfo: { targetGroups: [{ name: ref("group", "name") }] } },
        }),
      ],
    },
    {
      name: "an ECS service registers with it",
      resources: [
        group(),
        resource("aws:ecs/service:Service", "service", { loadBalancers: [{ targetGroupArn: ref("group", "arn") }] }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "told to other stacks",
      resources: [
        group(),
        resource("aws:ssm/parameter:Parameter", "arn", { type: "String", value: ref("group", "arn") }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a listener forwards nobody knows where",
      resources: [group(), listener({ type: "forward", targetGroupArn: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
