import { readFile } from "node:fs/promises";
import hre from "hardhat";

interface Documentation {
  readonly notice?: string;
  readonly details?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly returns?: Readonly<Record<string, string>>;
}

type Documented = Readonly<Record<string, Documentation | readonly Documentation[]>>;

interface StorageType {
  readonly label: string;
  readonly members?: readonly StorageItem[];
}

interface StorageItem {
  readonly label: string;
  readonly slot: string;
  readonly offset: number;
  readonly type: string;
}

/** What the compiler says about one contract, beyond its ABI. */
export interface CompilerOutput {
  readonly devdoc: { readonly methods: Documented; readonly events: Documented; readonly errors: Documented };
  readonly userdoc: {
    readonly methods: Documented;
    readonly events: Documented;
    readonly errors: Documented;
  };
  readonly storageLayout: {
    readonly storage: readonly StorageItem[];
    readonly types: Readonly<Record<string, StorageType>>;
  };
}

export async function compilerOutput(contract: string): Promise<CompilerOutput> {
  const id = await hre.artifacts.getBuildInfoId(contract);
  const path = id === undefined ? undefined : await hre.artifacts.getBuildInfoOutputPath(id);
  if (path === undefined) throw new Error(`no build of ${contract}`);
  const { output } = JSON.parse(await readFile(path, "utf8")) as {
    output: { contracts: Record<string, Record<string, CompilerOutput>> };
  };
  const found = output.contracts[`project/contracts/${contract}.sol`]?.[contract];
  if (found === undefined) throw new Error(`the build holds no ${contract}`);
  return found;
}
