/** What editors, desktops and file systems leave beside the files that a person means. */
const NOISE = /~$|^#.*#$|^~\$|\.sw[a-p]$|^4913$|^(?:thumbs\.db|desktop\.ini|ehthumbs\.db)$/i;
/** What a copy, a download or an export is called until it is whole. */
const UNFINISHED = /\.(?:part|partial|tmp|temp|crdownload|download|filepart|upload)$/i;

/** True for a name that is no part of any issue: a swap, backup or lock file, or hidden. */
export function isNoise(name: string): boolean {
  return name.startsWith(".") || NOISE.test(name);
}

/** True for a name that says that more is to come. */
export function isUnfinished(name: string): boolean {
  return UNFINISHED.test(name);
}
