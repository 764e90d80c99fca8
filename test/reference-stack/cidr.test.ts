import { formatCidr, isPrivate, parseCidr, subnetOf } from "../../reference-stack/cidr";

describe("parseCidr", () => {
  test.each([
    ["10.0.0.0/16", { base: 167772160, prefix: 16 }],
    ["0.0.0.0/0", { base: 0, prefix: 0 }],
    ["255.255.255.255/32", { base: 4294967295, prefix: 32 }],
    ["192.168.128.0/17", { base: 3232268288, prefix: 17 }],
  ])("reads %s, and it is written the same way", (text, network) => {
    expect(parseCidr(text)).toEqual(network);
    expect(formatCidr(network)).toBe(text);
  });

  test.each([
    ["no prefix", "10.0.0.0"],
    ["host bits", "10.0.0.1/16"],
    ["one host bit", "10.1.0.0/15"],
    ["a prefix over 32", "10.0.0.0/33"],
    ["a part over 255", "10.0.256.0/24"],
    ["too few parts", "10.0.0/16"],
    ["IPv6", "fd00::/8"],
    ["space", " 10.0.0.0/16"],
    ["nothing", ""],
  ])("refuses %s", (_what, text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

test.each([
  ["10.0.0.0/8", true],
  ["10.255.0.0/16", true],
  ["172.16.0.0/12", true],
  ["172.31.255.0/24", true],
  ["192.168.4.0/22", true],
  ["10.0.0.0/7", false],
  ["172.32.0.0/16", false],
  ["172.0.0.0/8", false],
  ["11.0.0.0/16", false],
  ["192.169.0.0/16", false],
  ["100.64.0.0/16", false],
])("%s is private: %s", (text, expected) => {
  expect(isPrivate(parse(text))).toBe(expected);
});

describe("subnetOf", () => {
  test.each([
    ["10.0.0.0/16", 2, 0, "10.0.0.0/18"],
    ["10.0.0.0/16", 2, 3, "10.0.192.0/18"],
    ["10.0.64.0/18", 2, 1, "10.0.80.0/20"],
    ["192.168.252.0/22", 4, 15, "192.168.255.192/26"],
    ["240.0.0.0/4", 1, 1, "248.0.0.0/5"],
  ])("%s in 2^%d parts has as part %d %s", (network, bits, index, expected) => {
    expect(formatCidr(subnetOf(parse(network), bits, index))).toBe(expected);
  });

  test.each([
    ["10.0.0.0/16", 2, 4],
    ["10.0.0.0/16", 2, -1],
    ["10.0.0.0/31", 2, 0],
  ])("%s in 2^%d parts has no part %d", (network, bits, index) => {
    expect(() => subnetOf(parse(network), bits, index)).toThrow(RangeError);
  });
});

function parse(text: string) {
  const network = parseCidr(text);
  if (network === undefined) {
    throw new Error(`${text} is no network`);
  }
  return network;
}
