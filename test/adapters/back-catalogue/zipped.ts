import { crc32, deflateRawSync } from "node:zlib";

/** An entry of a zip, and what its headers claim instead of the truth. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly size?: number;
  readonly checksum?: number;
  /** As a Unix system has it: 0o120777 is a link. */
  readonly mode?: number;
  readonly encrypted?: boolean;
}

/** A zip (APPNOTE 6.3) with the given entries, deflated; it can lie where an honest tool would not. */
export function zipped(entries: readonly ZipEntry[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.bytes);
    const name = Buffer.from(entry.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800 | (entry.encrypted === true ? 1 : 0), 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(entry.checksum ?? crc32(entry.bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.size ?? entry.bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from("PK\u0001\u0002\u0014\u0003", "latin1"), common, tail, name);
    local.push(Buffer.from("PK\u0003\u0004", "latin1"), common, name, packed);
    offset += 4 + common.length + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
