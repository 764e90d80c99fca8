import { pulumiComponentParents } from "../../../policy-pack/rules/program/pulumi-component-parents";
import { component, ref, resource, testRule } from "../../support";

const QUEUE = "aws:sqs/queue:Queue";
const VPC = "aws:ec2/vpc:Vpc";
const PROVIDER = "pulumi:providers:aws";
const queues = (count: number) => Array.from({ length: count }, (_, index) => resource(QUEUE, `queue-${index}`));
const ireland = { provider: { name: "ireland", props: { region: "eu-west-1" } } };

testRule(pulumiComponentParents, {
  invalid: [
    {
      name: "resources at the root beside a component, once, their ids unknown in a first preview",
      resources: [
        component("network"),
        resource(VPC, "main", {}, { parent: "network" }),
        resource("aws:ec2/subnet:Subnet", "a", { vpcId: ref("main") }),
        resource(QUEUE, "jobs"),
      ],
      findings: [
        {
          resource: "a",
          property: "",
          message: '"a" and "jobs" hang at the root of the stack, beside "network".',
          severity: "low",
        },
      ],
    },
    {
      name: "one resource, and only the outermost components are named",
      resources: [
        component("shop"),
        { ...component("network"), options: { parent: "shop" } },
        resource(VPC, "main", {}, { parent: "network" }),
        resource(QUEUE, "jobs"),
      ],
      findings: [{ resource: "jobs", message: '"jobs" hangs at the root of the stack, beside "shop".' }],
    },
    {
      name: "a provider at the root that no component is given",
      resources: [
        component("network"),
        resource(VPC, "main", {}, { parent: "network" }),
        resource(PROVIDER, "ireland", { region: "eu-west-1" }),
        resource(QUEUE, "jobs", {}, ireland),
      ],
      findings: [{ resource: "jobs", message: '"jobs" and "ireland" hang' }],
    },
    {
      name: "a component of a plugin counts as one",
      resources: [
        resource("awsx:ec2:Vpc", "network", {}, ireland),
        resource(VPC, "main", {}, { parent: "network" }),
        resource(QUEUE, "jobs"),
      ],
      findings: [{ resource: "jobs", message: 'beside "network"' }],
    },
    {
      name: "many resources and no component",
      resources: queues(31),
      findings: [{ resource: "flight-dev", property: "", message: "31 AWS resources and no component" }],
    },
    {
      name: "a few, where the setting says so",
      resources: queues(3),
      settings: { mostWithoutComponent: 2 },
      findings: [{ resource: "flight-dev", message: "3 AWS resources and no component" }],
    },
  ],
  valid: [
    {
      name: "everything in components",
      resources: [
        component("network"),
        resource(VPC, "main", {}, { parent: "network" }),
        component("jobs-service"),
        resource(QUEUE, "jobs", {}, { parent: "jobs-service" }),
      ],
    },
    {
      name: "a resource under another resource",
      resources: [
        component("network"),
        resource(VPC, "main", {}, { parent: "network" }),
        resource("aws:ec2/subnet:Subnet", "a", { vpcId: ref("main") }, { parent: "main" }),
      ],
    },
    {
      name: "a provider that a component is given",
      resources: [
        resource(PROVIDER, "ireland", { region: "eu-west-1" }),
        component("network"),
        resource(VPC, "main", {}, { ...ireland, parent: "network" }),
      ],
    },
    {
      name: "the default provider, and other packages' resources",
      resources: [
        resource(PROVIDER, "default_7_48_0", {}),
        component("network"),
        resource(VPC, "main", {}, { parent: "network" }),
        resource("random:index/randomId:RandomId", "suffix", { byteLength: 4 }),
      ],
    },
    { name: "a small stack without components", resources: queues(30) },
    {
      name: "a dynamic resource is no component",
      resources: [resource("pulumi-nodejs:dynamic:Resource", "d", {}, ireland), ...queues(3)],
    },
  ],
});
