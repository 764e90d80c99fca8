import { corsNoWildcardCredentials } from "../../../policy-pack/rules/apigateway/cors-no-wildcard-credentials";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const url = (cors?: Props) =>
  resource("aws:lambda/functionUrl:FunctionUrl", "url", { functionName: "shop", authorizationType: "AWS_IAM", cors });
const api = (corsConfiguration?: unknown) =>
  resource("aws:apigatewayv2/api:Api", "api", { protocolType: "HTTP", corsConfiguration });

testRule(corsNoWildcardCredentials, {
  invalid: [
    {
      name: "a function URL",
      resources: [url({ allowCredentials: true, allowOrigins: ["*"], allowMethods: ["POST"] })],
      findings: [
        {
          resource: "url",
          property: "cors.allowOrigins[0]",
          message: "`cors.allowCredentials` is true",
          severity: "medium",
        },
      ],
    },
    {
      name: "an HTTP API",
      resources: [api({ allowCredentials: true, allowOrigins: ["*"] })],
      findings: [
        { resource: "api", property: "corsConfiguration.allowOrigins[0]", message: "credentials for every origin" },
      ],
    },
    {
      name: "every origin beside a named one",
      resources: [api({ allowCredentials: true, allowOrigins: ["https://shop.acme.io", "*"] })],
      findings: [{ resource: "api", property: "corsConfiguration.allowOrigins[1]", message: "credentials" }],
    },
    {
      name: "every origin beside one that is not known yet",
      resources: [
        resource("aws:cloudfront/distribution:Distribution", "web"),
        url({ allowCredentials: "true", allowOrigins: [interpolate`https://${ref("web", "domainName")}`, "*"] }),
      ],
      findings: [{ resource: "url", property: "cors.allowOrigins[1]", message: "credentials" }],
    },
  ],
  valid: [
    { name: "every origin without credentials", resources: [url({ allowOrigins: ["*"] })] },
    { name: "credentials switched off", resources: [api({ allowCredentials: false, allowOrigins: ["*"] })] },
    {
      name: "credentials from a named origin",
      resources: [url({ allowCredentials: true, allowOrigins: ["https://shop.acme.io"] })],
    },
    {
      name: "credentials from the subdomains of one domain",
      resources: [api({ allowCredentials: true, allowOrigins: ["https://*.acme.io"] })],
    },
    { name: "no CORS at all", resources: [url(), api()] },
    {
      name: "origins nobody knows yet",
      resources: [api({ allowCredentials: true, allowOrigins: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
