import { Resource } from "../../policy-pack/engine/resource";
import { defaultSettings } from "../../policy-pack/engine/settings";
import { Stack } from "../../policy-pack/engine/stack";
import { environmentWordSettings, judgeName } from "../../policy-pack/helpers/environment-names";
import { physicalName } from "../../policy-pack/helpers/physical-names";

const QUEUE = "aws:sqs/queue:Queue";

function judge(name: string, { stack = "dev", program = {}, settings = {} } = {}): string {
  const resource = new Resource({
    urn: `urn:pulumi:${stack}::shop::${QUEUE}::jobs`,
    type: QUEUE,
    name: "jobs",
    properties: () => ({ name }),
    propertyDependencies: () => ({ name: [] }),
  });
  const physical = physicalName(resource);
  if (physical === undefined) {
    throw new Error("a queue has a name");
  }
  return judgeName(new Stack([resource]), physical, {
    settings: { ...defaultSettings(environmentWordSettings), ...settings },
    program: { project: "shop", stack, config: undefined, environment: {}, ...program },
  });
}

test.each([
  "shop-dev-jobs",
  "shopDevJobs",
  "shop_dev2",
  "DEV-jobs",
  "shop-staging",
  "nonprod-jobs",
  "pre-prod-jobs",
  "pr123-jobs",
  "jobs-210987654321",
  "test123-jobs",
  "jobs-9f86d081",
  "jobs-g3c8fr",
  "jobs-1700000000000",
  "jobs-0facade",
])("%s tells the environment", (name) => {
  expect(judge(name)).toBe(name === "jobs-0facade" ? "not the program's" : "separate");
});

test.each([
  "shop-jobs",
  "device-jobs",
  "contest-jobs",
  "product-jobs",
  "jobs-20987654321",
  "shop-eu-west-1-jobs",
  "jobs",
  "s3-log4j-v2-jobs",
  "ec2instance-jobs",
])("%s is the same everywhere", (name) => {
  expect(judge(name)).toBe("static");
});

describe("the stack's name", () => {
  test.each<[string, string, string]>([
    ["feature-login", "shop-feature-login-jobs", "separate"],
    ["feature-login", "shopfeatureloginjobs", "separate"],
    ["feature-login", "shop-feature-jobs", "static"],
    ["TapStack1", "jobs-tapstack1", "separate"],
    ["eu", "shop-eu-jobs", "separate"],
    ["eu", "museum-jobs", "static"],
    ["x", "x-jobs", "static"],
  ])("%s in %s", (stack, name, verdict) => {
    expect(judge(name, { stack })).toBe(verdict);
  });
});

describe("what else differs by stack", () => {
  const config = (key: string, value: string, secret = false) => ({
    program: { config: new Map([[key, { value, secret }]]) },
  });
  test("a value of the project's configuration", () => {
    expect(judge("blue-jobs", config("shop:colour", "blue"))).toBe("separate");
    expect(judge("blue-jobs", config("other:colour", "blue"))).toBe("static");
    expect(judge("blue-jobs", config("shop:colour", "blue", true))).toBe("static");
    expect(judge("eu-west-1-jobs", config("aws:region", "eu-west-1"))).toBe("static");
  });
  test("a variable of the surroundings", () => {
    expect(judge("jobs-k3x9", { program: { environment: { ENVIRONMENT_SUFFIX: "k3x9" } } })).toBe("separate");
    expect(judge("jobs-k3x9", { program: { environment: { HOST: "k3x9" } } })).toBe("static");
  });
  test("names that are meant to exist once", () => {
    expect(judge("shop-audit", { settings: { exempt: ["shop-audit"] } })).toBe("separate");
    expect(judge("shop-audit", { settings: { exempt: ["shop-*"] } })).toBe("separate");
    expect(judge("myshop-audit", { settings: { exempt: ["shop-*"] } })).toBe("static");
    expect(judge("default")).toBe("not the program's");
  });
  test("other words", () => {
    expect(judge("blue-jobs", { settings: { environmentWords: ["blue"] } })).toBe("separate");
    expect(judge("jobs-prod", { settings: { environmentWords: ["blue"] } })).toBe("static");
  });
});
