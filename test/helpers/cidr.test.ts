import { contains, overlaps, parseCidr, type Cidr } from "../../policy-pack/helpers/cidr";

test.each([
  ["10.0.0.0/16", "10.0.0.0/16", false],
  ["10.0.1.2/16", "10.0.0.0/16", true],
  ["0.0.0.0/0", "0.0.0.0/0", false],
  ["10.1.2.3/32", "10.1.2.3/32", false],
  ["172.16.99.0/21", "172.16.96.0/21", true],
  ["2001:db8::/56", "2001:db8::/56", false],
  ["2001:db8::1/64", "2001:db8::/64", true],
  ["::/0", "::/0", false],
])("%s is the range %s (host bits: %s)", (text, range, hasHostBits) => {
  expect(parseCidr(text)).toMatchObject({ text: range, hasHostBits });
});

test.each([
  "",
  "10.0.0.0",
  "10.0.0.0/",
  "10.0.0.0/33",
  "10.0.256.0/24",
  "10.0.0/24",
  "010.0.0.0/24",
  "0x0a.0.0.0/24",
  "10.0.0.0/16/16",
  " 10.0.0.0/16",
  "10.0.undefined.0/24",
  "2001:db8::/129",
  "fe80::1%eth0/64",
])("%p is no range", (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test.each([
  ["10.0.0.0/16", "10.0.1.0/24", true, true],
  ["10.0.0.0/16", "10.0.0.0/16", true, true],
  ["10.0.1.0/24", "10.0.0.0/16", false, true],
  ["10.0.0.0/24", "10.0.1.0/24", false, false],
  ["10.0.0.0/23", "10.0.1.128/25", true, true],
  ["10.0.0.0/16", "10.1.0.0/24", false, false],
  ["0.0.0.0/0", "203.0.113.0/24", true, true],
  ["0.0.0.0/0", "::/0", false, false],
  ["2001:db8::/56", "2001:db8:0:ff::/64", true, true],
  ["2001:db8::/56", "2001:db8:0:100::/64", false, false],
])("%s contains %s: %s; overlaps: %s", (a, b, isInside, isShared) => {
  expect(contains(cidr(a), cidr(b))).toBe(isInside);
  expect([overlaps(cidr(a), cidr(b)), overlaps(cidr(b), cidr(a))]).toEqual([isShared, isShared]);
});

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed === undefined) {
    throw new Error(`${text} is no range`);
  }
  return parsed;
}
