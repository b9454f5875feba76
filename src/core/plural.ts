/** `counted(1, "file")` is "1 file", `counted(2, "entry", "entries")` is "2 entries". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
