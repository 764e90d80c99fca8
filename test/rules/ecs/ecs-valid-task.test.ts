import { ecsValidTask } from "../../../policy-pack/rules/ecs/ecs-valid-task";
import { json, ref, resource, testRule, unknown } from "../../support";

const task = (
  more: Readonly<Record<string, unknown>> = {},
  ...containers: readonly Readonly<Record<string, unknown>>[]
) =>
  resource("aws:ecs/taskDefinition:TaskDefinition", "task", {
    family: "web",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions: JSON.stringify([{ name: "web", image: "nginx:1.27" }, ...containers]),
    ...more,
  });
const role = { executionRoleArn: "arn:aws:iam::210987654321:role/execution" };
const ecr = { name: "app", image: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/app:1" };
const logs = { name: "app", image: "app:1", logConfiguration: { logDriver: "awslogs", options: {} } };
const secrets = {
  name: "app",
  image: "app:1",
  memory: 64,
  secrets: [{ name: "KEY", valueFrom: "arn:aws:ssm:eu-west-1:210987654321:parameter/key" }],
};
const ec2 = { networkMode: "bridge", requiresCompatibilities: ["EC2"] };

testRule(ecsValidTask, {
  valid: [
    ...[
      ["256", "512"],
      ["256", "1024"],
      ["256", "2048"],
      ["512", "4096"],
      ["1024", "3072"],
      ["4096", "30720"],
      ["8192", "16384"],
      [".25 vCPU", "0.5 GB"],
      ["1 vCPU", "8 GB"],
      ["16384", "122880"],
    ].map(([cpu, memory]) => ({ name: `${cpu ?? ""} with ${memory ?? ""}`, resources: [task({ cpu, memory })] })),
    {
      name: "a size that is not known yet",
      resources: [task({ cpu: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    { name: "any size on EC2", resources: [task({ ...ec2, cpu: "300", memory: "700" })] },
    { name: "an image of ECR with a role", resources: [task(role, ecr)] },
    { name: "logs with a role", resources: [task({ ...role }, logs)] },
    { name: "logs on EC2, where the instance sends them", resources: [task(ec2, { ...logs, memory: 64 })] },
    { name: "a role nobody knows yet", resources: [task({ executionRoleArn: unknown }, ecr)] },
    {
      name: "the same port inside and out",
      resources: [task({}, { name: "app", image: "app:1", portMappings: [{ containerPort: 80, hostPort: 80 }] })],
    },
    {
      name: "another port outside in bridge mode",
      resources: [
        task(ec2, { name: "app", image: "app:1", memory: 64, portMappings: [{ containerPort: 80, hostPort: 8080 }] }),
      ],
    },
    {
      name: "containers unknown before their image's repository exists",
      resources: [
        resource("aws:ecr/repository:Repository", "repository"),
        task({ ...role, containerDefinitions: json([{ name: "app", image: ref("repository", "repositoryUrl") }]) }),
      ],
      undecided: ["preview"],
    },
  ],
  invalid: [
    {
      name: "too much memory for the CPU",
      resources: [task({ memory: "4096" })],
      findings: [
        {
          resource: "task",
          property: "memory",
          message: 'no tasks with "256" CPU units and "4096" MiB',
          severity: "high",
        },
      ],
    },
    {
      name: "too little memory for the CPU",
      resources: [task({ cpu: "1024", memory: "1024" })],
      findings: [{ resource: "task", property: "memory", message: '"1024" MiB' }],
    },
    {
      name: "a step that is not offered",
      resources: [task({ cpu: "8192", memory: "18432" })],
      findings: [{ resource: "task", property: "memory", message: "18432" }],
    },
    {
      name: "a CPU that is not offered",
      resources: [task({ cpu: "300" })],
      findings: [{ resource: "task", property: "cpu", message: '"300" CPU units' }],
    },
    {
      name: "virtual CPUs written as units",
      resources: [task({ cpu: "1", memory: "2" })],
      findings: [{ resource: "task", property: "cpu", message: '"1" CPU units' }],
    },
    {
      name: "no size, in bridge mode",
      resources: [
        resource("aws:ecs/taskDefinition:TaskDefinition", "task", {
          family: "web",
          requiresCompatibilities: ["FARGATE"],
          networkMode: "bridge",
          containerDefinitions: '[{"name":"web","image":"nginx:1.27"}]',
        }),
      ],
      findings: [
        { resource: "task", property: "networkMode", message: 'network mode "awsvpc" only' },
        { resource: "task", property: "", message: "needs `cpu` and `memory`" },
      ],
    },
    {
      name: "an image of ECR without a role",
      resources: [task({}, ecr)],
      findings: [{ resource: "task", property: "executionRoleArn", message: "its image is pulled from ECR" }],
    },
    {
      name: "logs without a role",
      resources: [task({}, logs)],
      findings: [{ resource: "task", property: "executionRoleArn", message: "its logs are sent to CloudWatch" }],
    },
    {
      name: "secrets without a role, on EC2 too",
      resources: [task(ec2, secrets)],
      findings: [{ resource: "task", property: "executionRoleArn", message: "its secrets are read" }],
    },
    {
      name: "another port outside",
      resources: [task({}, { name: "app", image: "app:1", portMappings: [{ containerPort: 80, hostPort: 8080 }] })],
      findings: [{ resource: "task", property: "containerDefinitions", message: "maps host port 8080 to 80" }],
    },
    {
      name: "no memory anywhere",
      resources: [
        resource("aws:ecs/taskDefinition:TaskDefinition", "task", {
          family: "web",
          containerDefinitions: '[{"name":"web","image":"nginx:1.27"}]',
        }),
      ],
      findings: [
        { resource: "task", property: "containerDefinitions", message: "neither `memory` nor `memoryReservation`" },
      ],
    },
    {
      name: "a size that is not offered, beside containers that are not known yet",
      resources: [
        resource("aws:ecr/repository:Repository", "repository"),
        task({
          ...role,
          memory: "4096",
          containerDefinitions: json([{ name: "app", image: ref("repository", "repositoryUrl") }]),
        }),
      ],
      findings: [{ resource: "task", property: "memory", message: '"4096" MiB' }],
    },
  ],
});
