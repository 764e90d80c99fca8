import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import { listed } from "../../helpers/words";

/** What each billing mode ignores. */
const IGNORED = new Map<string, { readonly properties: readonly string[]; readonly fix: string }>([
  [
    "PAY_PER_REQUEST",
    {
      properties: ["readCapacity", "writeCapacity"],
      fix: 'Leave the capacity out; a ceiling is `onDemandThroughput`\'s. Or set `billingMode: "PROVISIONED"`.',
    },
  ],
  [
    "PROVISIONED",
    { properties: ["onDemandThroughput"], fix: 'Leave it out, or set `billingMode: "PAY_PER_REQUEST"`.' },
  ],
]);

export const dynamodbBillingMode = defineRule({
  id: "dynamodb-billing-mode",
  title: "DynamoDB tables are given the capacity of their own billing mode",
  rationale:
    "The provider passes over the capacity of the other mode without a word: whoever reads the program believes in a limit, or " +
    "a reserve, that does not exist.",
  remediation: "Leave the setting of the other mode out, or change the mode.",
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: kinds.dynamodbTable,
  *check(table) {
    const mode = table.at("billingMode");
    // The default, where no provider's check has filled it in.
    const row = IGNORED.get(mode.string ?? (mode.absent ? "PROVISIONED" : ""));
    if (mode.unknown) {
      yield undecided(mode, "the billing mode is not known yet");
    } else if (row !== undefined) {
      const holders = [table.props, ...table.at("globalSecondaryIndexes").items];
      const ignored = holders
        .flatMap((holder) => row.properties.map((property) => holder.at(property)))
        .filter((value) => !value.absent && value.number !== 0);
      const [first] = ignored;
      if (first !== undefined) {
        yield finding(
          first,
          `${listed(ignored.map(({ path }) => path))}: without effect while the billing mode is ${mode.string ?? "PROVISIONED, the default"}.`,
          { remediation: row.fix },
        );
      }
    }
  },
});
