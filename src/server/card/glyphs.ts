/**
 * Letters of five by seven points, drawn for this project: all signs that labels, dates and digests are made of. Each row
 * is one digit of base 32, its five bits from left to right.
 */
const ROWS: Readonly<Record<string, string>> = {
  "0": "ehjlphe",
  "1": "4c4444e",
  "2": "eh168gv",
  "3": "eh161he",
  "4": "26aiv22",
  "5": "vgu11he",
  "6": "68guhhe",
  "7": "v124888",
  "8": "ehhehhe",
  "9": "ehhf12c",
  a: "00e1fhf",
  b: "gguhhhu",
  c: "00fgggf",
  d: "11fhhhf",
  e: "00ehvge",
  f: "698s888",
  g: "0fhhf1e",
  h: "gguhhhh",
  i: "40c444e",
  j: "20622ic",
  k: "ggikoki",
  l: "c44444e",
  m: "00qllll",
  n: "00uhhhh",
  o: "00ehhhe",
  p: "00uhugg",
  q: "00fhf11",
  r: "00mpggg",
  s: "00fge1u",
  t: "88u8896",
  u: "00hhhjd",
  v: "00hhha4",
  w: "00hhlla",
  x: "00ha4ah",
  y: "0hhf1he",
  z: "00v248v",
  ".": "00000cc",
  _: "000000v",
  "-": "000e000",
};

export const GLYPH_WIDTH = 5;
export const GLYPH_HEIGHT = 7;

/** The seven rows of a sign, each as five bits; none of a sign that there is no letter for, such as the space. */
export function glyphOf(sign: string): readonly number[] {
  return [...(ROWS[sign] ?? "")].map((digit) => Number.parseInt(digit, 32));
}
