import { ecsImageTag } from "../../../policy-pack/rules/ecs/ecs-image-tag";
import { interpolate, json, ref, resource, testRule } from "../../support";

const task = (containerDefinitions: unknown) =>
  resource("aws:ecs/taskDefinition:TaskDefinition", "task", { family: "web", containerDefinitions });
const images = (...all: readonly string[]) =>
  task(JSON.stringify(all.map((image, index) => ({ name: `c${index}`, image }))));
const repository = resource("aws:ecr/repository:Repository", "repository");
const property = "containerDefinitions";

testRule(ecsImageTag, {
  valid: [
    { name: "a version", resources: [images("nginx:1.27")] },
    { name: "a digest", resources: [images(`nginx@sha256:${"a".repeat(64)}`)] },
    { name: "a version of a registry with a port", resources: [images("registry.acme.com:5000/app:1.4.2")] },
    { name: "a tag that only begins alike", resources: [images("app:latest-2026")] },
    {
      name: "a version of a repository of the stack",
      resources: [
        repository,
        task(json([{ name: "app", image: interpolate`${ref("repository", "repositoryUrl")}:1.0` }])),
      ],
      undecided: ["preview"],
    },
  ],
  invalid: [
    {
      name: "latest",
      resources: [images("nginx:latest")],
      findings: [{ resource: "task", property, message: '"c0" ("nginx:latest")', severity: "low" }],
    },
    {
      name: "no tag",
      resources: [images("nginx")],
      findings: [{ resource: "task", property, message: "names no version" }],
    },
    {
      name: "no tag of a registry with a port",
      resources: [images("registry.acme.com:5000/app")],
      findings: [{ resource: "task", property, message: "names no version" }],
    },
    {
      name: "two of three containers, told once",
      resources: [images("nginx:latest", "app:1", "busybox")],
      findings: [{ resource: "task", property, message: /"c0" .*, "c2" / }],
    },
    {
      name: "latest of a repository of the stack",
      resources: [
        repository,
        task(json([{ name: "app", image: interpolate`${ref("repository", "repositoryUrl")}:latest` }])),
      ],
      findings: [{ resource: "task", property, message: "names no version" }],
      undecided: ["preview"],
    },
    {
      name: "latest, for a role that is still to come",
      resources: [
        resource("aws:iam/role:Role", "execution", { assumeRolePolicy: "{}" }),
        resource("aws:ecs/taskDefinition:TaskDefinition", "task", {
          family: "web",
          executionRoleArn: ref("execution", "arn"),
          containerDefinitions: JSON.stringify([{ name: "c0", image: "nginx:latest" }]),
        }),
      ],
      findings: [{ resource: "task", property, message: '"c0" ("nginx:latest")' }],
    },
  ],
});
