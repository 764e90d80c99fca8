// One stack policy that does nothing: what AnalyzeStack is measured against. The SDK still deserializes everything.
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("bench-noop", {
  policies: [{ name: "noop", description: "Does nothing", enforcementLevel: "mandatory", validateStack: () => {} }],
});
