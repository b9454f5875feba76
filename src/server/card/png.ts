import { crc32, deflateSync } from "node:zlib";

/** A picture whose points are numbers of colours. */
export interface Indexed {
  readonly width: number;
  readonly height: number;
  /** Row by row. */
  readonly points: Uint8Array;
  /** At most 256, as `[red, green, blue]`. */
  readonly palette: readonly (readonly [number, number, number])[];
}

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
/** Eight bits a point, each the number of a colour; no interlacing. */
const INDEXED = [8, 3, 0, 0, 0];

/** The picture as a PNG file (ISO/IEC 15948). */
export function pngOf({ width, height, points, palette }: Indexed): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  // Each row begins with the number of its filter, which is none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(points.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", Buffer.from([...header, ...INDEXED])),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
