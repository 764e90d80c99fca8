import { namePattern } from "../../policy-pack/helpers/name-pattern";

const parts = { project: "Shop.Web", stack: "pr-12", environments: ["dev", "prod"] };

test.each<[string, string, boolean]>([
  ["standard", "shop-web-orders-dev", true],
  ["standard", "shop-web-orders-queue-eu-west-1-prod", true],
  ["standard", "ShopWeb-orders-dev", false],
  ["standard", "Shop_Web_Orders_Dev", true],
  ["standard", "shop-web-orders-pr-12", true],
  ["standard", "shop-web-dev", false],
  ["standard", "orders-dev", false],
  ["standard", "shop-web-orders", false],
  ["standard", "shop-web-orders-devel", false],
  ["standard", "alias/shop-web-data-dev", true],
  ["standard", "/aws/lambda/shop-web-resize-dev", true],
  ["standard", "/shop-web/orders/dev", true],
  ["standard", "shop-web-jobs-dev.fifo", true],
  ["{env}-{name}", "dev-jobs", true],
  ["{env}-{name}", "jobs-dev", false],
  ["{env}-{name}-{random?}", "dev-jobs-1a2b3", true],
  ["acme-{name}-{account}", "acme-logs-210987654321", true],
  ["acme-{name}-{account}", "acme-logs", false],
  ["{stack}.{name}", "pr-12-jobs", true],
  ["acme-(x)-{name}", "acme-(x)-jobs", true],
  ["{team}-{name}", "{team}-jobs", true],
  ["{team}-{name}", "web-jobs", false],
  ["{toString}-{name}", "x-jobs", false],
  ["acme-{region}-{name}", "acme-euw1-jobs", true],
])("%s: %s", (pattern, name, expected) => {
  expect(namePattern(pattern, parts).test(name)).toBe(expected);
});
