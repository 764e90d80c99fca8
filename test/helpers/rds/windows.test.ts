import { backupWindow, collide, maintenanceWindow } from "../../../policy-pack/helpers/rds/windows";

test.each([
  ["03:00-04:00", { start: 180, length: 60 }],
  ["23:30-00:30", { start: 1410, length: 60 }],
  ["3:00-4:00", undefined],
  ["03:00 - 04:00", undefined],
  ["24:00-25:00", undefined],
])("backup %s", (text, expected) => {
  expect(backupWindow(text)).toEqual(expected);
});

test.each([
  ["mon:00:00-mon:01:00", { start: 0, length: 60 }],
  ["Sun:23:30-Mon:00:30", { start: 6 * 1440 + 1410, length: 60 }],
  ["sunday:04:00-sunday:05:00", undefined],
  ["xyz:04:00-xyz:05:00", undefined],
  ["04:00-05:00", undefined],
])("maintenance %s", (text, expected) => {
  expect(maintenanceWindow(text)).toEqual(expected);
});

test.each([
  ["03:00-04:00", "sun:04:00-sun:05:00", false],
  ["03:00-04:00", "sun:03:59-sun:05:00", true],
  ["23:30-00:30", "mon:00:00-mon:01:00", true],
  ["00:00-00:30", "sun:23:45-mon:00:15", true],
  ["12:00-12:30", "sun:23:00-mon:01:00", false],
])("%s and %s share a minute: %s", (daily, weekly, expected) => {
  const [first, second] = [backupWindow(daily), maintenanceWindow(weekly)];
  expect(first !== undefined && second !== undefined && collide(first, second)).toBe(expected);
});
