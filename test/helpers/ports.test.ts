import { describePorts, sensitivePorts } from "../../policy-pack/helpers/ports";

test.each([
  [{ from: 22, to: 22 }, "port 22 (SSH)"],
  [{ from: 8080, to: 8080 }, "port 8080"],
  [{ from: 8000, to: 8100 }, "ports 8000 to 8100"],
  [{ from: 0, to: 65_535 }, "every port, among them 22 (SSH), 23 (Telnet), 135 (RPC) and 21 more"],
  [{ from: 3300, to: 3400 }, "ports 3300 to 3400, among them 3306 (MySQL), 3389 (RDP)"],
])("%j reads %s", (range, text) => {
  expect(describePorts(range)).toBe(text);
});

test("only administration and database ports are sensitive", () => {
  expect(sensitivePorts({ from: 80, to: 443 })).toEqual(["135 (RPC)"]);
  expect(sensitivePorts({ from: 5430, to: 5440 })).toEqual(["5432 (PostgreSQL)", "5439 (Redshift)"]);
});
