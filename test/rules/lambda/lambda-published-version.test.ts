import { lambdaPublishedVersion } from "../../../policy-pack/rules/lambda/lambda-published-version";
import { component, ref, resource, testRule, unknown } from "../../support";

const fn = (publish?: unknown, name = "fn") =>
  resource("aws:lambda/function:Function", name, {
    runtime: "nodejs22.x",
    handler: "index.handler",
    ...(publish === undefined ? {} : { publish }),
  });
const warm = (qualifier: unknown) =>
  resource("aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig", "warm", {
    functionName: ref("fn", "name"),
    provisionedConcurrentExecutions: 2,
    qualifier,
  });
const alias = (functionVersion: unknown, name = "live") =>
  resource("aws:lambda/alias:Alias", name, { name: "live", functionName: ref("fn", "name"), functionVersion });
const permission = (qualifier: unknown) =>
  resource("aws:lambda/permission:Permission", "permission", {
    action: "lambda:InvokeFunction",
    function: ref("fn", "name"),
    principal: "s3.amazonaws.com",
    ...(qualifier === undefined ? {} : { qualifier }),
  });
const url = (qualifier: unknown) =>
  resource("aws:lambda/functionUrl:FunctionUrl", "url", {
    functionName: ref("fn", "name"),
    authorizationType: "AWS_IAM",
    qualifier,
  });
const distribution = (lambdaArn: unknown) =>
  resource("aws:cloudfront/distribution:Distribution", "cdn", {
    enabled: true,
    defaultCacheBehavior: {
      targetOriginId: "web",
      lambdaFunctionAssociations: [{ eventType: "viewer-request", lambdaArn }],
    },
  });

testRule(lambdaPublishedVersion, {
  valid: [
    { name: "the version of a function that publishes", resources: [fn(true), warm(ref("fn", "version"))] },
    { name: "an alias", resources: [fn(true), alias(ref("fn", "version")), warm(ref("live", "name"))] },
    { name: "a version by number", resources: [fn(), warm("3")] },
    { name: "an alias of $LATEST where that will do", resources: [fn(), alias("$LATEST"), url(ref("live", "name"))] },
    { name: "a permission without a qualifier", resources: [fn(), permission(undefined)], outcome: "notApplicable" },
    {
      name: "a permission for an alias",
      resources: [fn(true), alias(ref("fn", "version")), permission(ref("live", "name"))],
    },
    { name: "a function at the edge that publishes", resources: [fn(true), distribution(ref("fn", "qualifiedArn"))] },
    {
      name: "another stack's version",
      resources: [fn(), resource("pulumi:pulumi:StackReference", "base"), warm(ref("base", "version"))],
      undecided: ["preview"],
    },
    {
      name: "a version out of a component",
      resources: [fn(), component("release"), warm(ref("release", "version"))],
      undecided: ["preview"],
    },
    { name: "a version nobody knows", resources: [fn(), warm(unknown)], undecided: ["preview", "up", "offline"] },
    {
      name: "a function that may publish",
      resources: [fn(unknown), warm(ref("fn", "version"))],
      modes: ["preview"],
      undecided: ["preview"],
    },
    {
      name: "no function at the edge",
      resources: [fn(), resource("aws:cloudfront/distribution:Distribution", "cdn", { defaultCacheBehavior: {} })],
      outcome: "notApplicable",
    },
  ],
  invalid: [
    {
      name: "provisioned for a function that publishes nothing",
      resources: [fn(), warm(ref("fn", "version"))],
      findings: [
        { resource: "warm", property: "qualifier", message: /Lambda provisions none for it/, severity: "high" },
      ],
    },
    {
      name: "publishing is switched off",
      resources: [fn(false), warm(ref("fn", "version"))],
      findings: [{ resource: "warm", property: "qualifier", message: "$LATEST" }],
    },
    {
      name: "provisioned for $LATEST",
      resources: [fn(true), warm("$LATEST")],
      findings: [{ resource: "warm", property: "qualifier", message: '"$LATEST" is not a published version' }],
    },
    {
      name: "provisioned for an alias of $LATEST",
      resources: [fn(true), alias("$LATEST"), warm("live")],
      findings: [{ resource: "warm", property: "qualifier", message: 'The alias "live" stands for `$LATEST`' }],
    },
    {
      name: "provisioned for an alias of a function that publishes nothing",
      resources: [fn(), alias(ref("fn", "version")), warm(ref("live", "name"))],
      findings: [{ resource: "warm", property: "qualifier", message: 'The alias "live" stands for `$LATEST`' }],
    },
    {
      name: "a permission for what is not published",
      resources: [fn(), permission(ref("fn", "version"))],
      findings: [
        { resource: "permission", property: "qualifier", message: "do not support adding policies for $LATEST" },
      ],
    },
    {
      name: "a URL of $LATEST",
      resources: [fn(), url("$LATEST")],
      findings: [{ resource: "url", property: "qualifier", message: "a URL is for an alias" }],
    },
    {
      name: "an unpublished function at the edge",
      resources: [fn(), distribution(ref("fn", "qualifiedArn"))],
      findings: [
        {
          resource: "cdn",
          property: "defaultCacheBehavior.lambdaFunctionAssociations[0].lambdaArn",
          message: "CloudFront runs numbered versions only",
        },
      ],
    },
    {
      name: "a function at the edge without its version",
      resources: [fn(true), distribution(ref("fn", "arn"))],
      modes: ["up", "offline"],
      findings: [{ resource: "cdn", message: "names no version" }],
    },
  ],
});
