import { lambdaConcurrency } from "../../../policy-pack/rules/lambda/lambda-concurrency";
import { ref, resource, testRule, unknown } from "../../support";

const fn = (name: string, reservedConcurrentExecutions?: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:lambda/function:Function", name, {
    runtime: "nodejs22.x",
    handler: "index.handler",
    publish: true,
    ...(reservedConcurrentExecutions === undefined ? {} : { reservedConcurrentExecutions }),
    ...more,
  });
const config = (name: string, provisionedConcurrentExecutions: unknown, of = "fn") =>
  resource("aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig", name, {
    functionName: ref(of, "name"),
    qualifier: ref(of, "version"),
    provisionedConcurrentExecutions,
  });

testRule(lambdaConcurrency, {
  valid: [
    { name: "no reservation", resources: [fn("fn")], outcome: "notApplicable" },
    { name: "a function that is switched off", resources: [fn("fn", 0)], outcome: "notApplicable" },
    { name: "no limit, spelled out", resources: [fn("fn", -1)], outcome: "notApplicable" },
    { name: "all that may be reserved", resources: [fn("fn", 900)] },
    { name: "all of it together", resources: [fn("a", 300), fn("b", 300), fn("c", "300")] },
    {
      name: "as much in each of two regions",
      resources: [fn("a", 800, { region: "eu-west-1" }), fn("b", 800, { region: "us-east-1" })],
    },
    { name: "a larger quota", resources: [fn("fn", 2000)], settings: { accountConcurrency: 3000 } },
    { name: "provisioned within the reservation", resources: [fn("fn", 900), config("warm", 900)] },
    { name: "provisioned without a reservation", resources: [fn("fn"), config("warm", 500)] },
    {
      name: "a reservation nobody knows yet",
      resources: [fn("fn", unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an amount nobody knows yet",
      resources: [fn("fn", 5), config("warm", unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "SnapStart alone",
      resources: [fn("fn", undefined, { snapStart: { applyOn: "PublishedVersions" } })],
      outcome: "notApplicable",
    },
  ],
  invalid: [
    {
      name: "more than the quota",
      resources: [fn("fn", 1000)],
      findings: [
        {
          resource: "fn",
          property: "reservedConcurrentExecutions",
          message: /The function takes 1000 of the account's 1000 .* refuses more than 900/,
          severity: "high",
        },
      ],
    },
    {
      name: "too much together, told once",
      resources: [fn("a", 400), fn("b", 450), fn("c", 100)],
      findings: [{ resource: "b", message: 'The functions "a", "b" and "c" take 950 together' }],
    },
    {
      name: "the quota of a new account",
      resources: [fn("fn", 50)],
      settings: { accountConcurrency: 100 },
      findings: [{ resource: "fn", message: "refuses more than 0" }],
    },
    {
      name: "what is provisioned counts as well",
      resources: [fn("fn"), config("warm", 600), fn("other", 400)],
      findings: [{ resource: "fn", message: "take 1000 together" }],
    },
    {
      name: "more provisioned than reserved",
      resources: [fn("fn", 10), config("warm", 20)],
      findings: [
        {
          resource: "warm",
          property: "provisionedConcurrentExecutions",
          message: '20 is more than the 10 concurrent executions "fn" reserves',
        },
      ],
    },
    {
      name: "more provisioned than reserved, for two versions",
      resources: [fn("fn", 10), config("cold", 5), config("warm", 6)],
      findings: [{ resource: "cold", message: '11 (with "warm") is more than the 10' }],
    },
    {
      name: "provisioned beside SnapStart",
      resources: [fn("fn", undefined, { snapStart: { applyOn: "PublishedVersions" } }), config("warm", 5)],
      findings: [{ resource: "warm", property: "provisionedConcurrentExecutions", message: '"fn" uses SnapStart' }],
    },
  ],
});
