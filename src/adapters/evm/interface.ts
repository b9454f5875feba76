import { Interface } from "ethers";
import { registryAbi } from "./generated/registry.ts";

/** The registry's calls, events and errors, for encoding and decoding. */
export const registryInterface = new Interface(registryAbi);
