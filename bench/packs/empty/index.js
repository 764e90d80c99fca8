// The smallest pack there is, on the same SDK: what start-up is measured against.
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("bench-empty", { policies: [] });
