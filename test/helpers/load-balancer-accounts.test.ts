import { LOAD_BALANCER_ACCOUNTS } from "../../policy-pack/helpers/load-balancer-accounts";
import { partitionOf } from "../../policy-pack/helpers/place";

test("every region exists and has an account of its own", () => {
  const rows = Object.entries(LOAD_BALANCER_ACCOUNTS);
  expect(rows.filter(([region]) => partitionOf(region) === undefined)).toEqual([]);
  expect(rows.filter(([, account]) => !/^\d{12}$/.test(account))).toEqual([]);
  expect(new Set(rows.map(([, account]) => account)).size).toBe(rows.length);
});
