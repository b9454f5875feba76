import type { Serving } from "../serving.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** `/how-it-works`: the promise in one picture. */
export function howItWorksPage(serving: Serving): string {
  const body = html` <h1>How it works</h1>
    <p class="lead">
      Every issue has one number. It is written where nobody can change it, and anybody can compute it again.
    </p>
    <figure class="picture">
      ${picture}
      <figcaption>
        Each arrow is a SHA-256: change one byte on the right, and nothing to its left fits any more.
      </figcaption>
    </figure>
    <h2>What happens to an issue</h2>
    <ol class="steps">
      <li>
        <p>
          <strong>Packed.</strong> The publisher's files are hashed one by one, and a short list of them, the
          <em>manifest</em>, says which file has which SHA-256, under which title and label.
        </p>
      </li>
      <li>
        <p>
          <strong>Stored.</strong> Files and manifest go to several stores on IPFS, and are read back and
          hashed again before anything else happens.
        </p>
      </li>
      <li>
        <p>
          <strong>Anchored.</strong> The manifest's own SHA-256 is recorded in a registry contract on a chain.
          The record can be added to, by a correction or a retraction, but never changed or removed.
        </p>
      </li>
    </ol>
    <h2>What happens when you check a copy</h2>
    <ol class="steps">
      <li><p>Your browser hashes your file. The file stays where it is.</p></li>
      <li>
        <p>
          The page asks for manifests that list that number, hashes them itself, and asks what the registry
          holds.
        </p>
      </li>
      <li>
        <p>
          What was found is added up to one of five answers, and each of the questions behind it is shown with
          what had to be believed.
        </p>
      </li>
    </ol>
    ${answers}
    <h2>What it does not prove</h2>
    <p>
      Not that what was published is true. Not who wrote it: the registry knows accounts, and a publication
      may name its domain. Not when it was written: only that it existed when its block was made. And not that
      it will be there tomorrow, which is why anybody can audit the stores.
    </p>`;
  return layout({ title: "How it works", body, current: "how" }, serving);
}

const picture = html`<svg viewBox="0 0 720 236" role="img" aria-labelledby="picture-title">
  <title id="picture-title">
    A block of the chain holds the hash of the manifest; the manifest holds the hashes of the files.
  </title>
  <g fill="none" stroke="currentColor" stroke-width="1.5">
    <path d="M8 92h40v52H8zM64 92h40v52H64z" opacity=".45" />
    <path d="M48 118h16M104 118h16" opacity=".45" />
    <rect class="ink" x="120" y="78" width="112" height="80" rx="3" />
    <path d="M300 42h96l22 22v130H300z" />
    <path d="M396 42v22h22" />
    <rect x="544" y="20" width="150" height="48" rx="2" />
    <rect x="544" y="94" width="150" height="48" rx="2" />
    <rect x="544" y="168" width="150" height="48" rx="2" />
  </g>
  <g
    class="ink"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d="M296 118H240m8-6-8 6 8 6" />
    <path d="M540 44C480 44 480 100 424 104m9-7-9 7 10 5" />
    <path d="M540 118H424m8-6-8 6 8 6" />
    <path d="M540 192c-60 0-60-56-116-60m10-5-10 5 9 7" />
  </g>
  <g font-size="15" fill="currentColor" text-anchor="middle">
    <text x="176" y="114">record</text>
    <text x="176" y="134" class="mono">9f86d0…</text>
    <text x="359" y="92">manifest</text>
    <text x="359" y="118" class="mono">a11c…</text>
    <text x="359" y="138" class="mono">77be…</text>
    <text x="359" y="158" class="mono">03d9…</text>
    <text x="619" y="50">index.html</text>
    <text x="619" y="124">harbour.png</text>
    <text x="619" y="198">style.css</text>
    <text x="120" y="226">the chain</text>
    <text x="359" y="226">what was published</text>
  </g>
</svg>`;

const answers = html`<dl class="answers">
  <div>
    <dt><span class="tag tag-authentic">Authentic</span></dt>
    <dd>Byte for byte what was anchored, and it still stands.</dd>
  </div>
  <div>
    <dt><span class="tag tag-authentic-but">Authentic, but</span></dt>
    <dd>What was anchored; since then it was superseded, corrected, retracted or withdrawn.</dd>
  </div>
  <div>
    <dt><span class="tag tag-altered">Altered</span></dt>
    <dd>Much like an anchored file, and not the same. Where it differs is shown.</dd>
  </div>
  <div>
    <dt><span class="tag tag-not-anchored">Not anchored</span></dt>
    <dd>Nothing like it is in this archive. It may well be genuine and published elsewhere.</dd>
  </div>
  <div>
    <dt><span class="tag tag-could-not-check">Could not check</span></dt>
    <dd>A node or a store did not answer. This says nothing against the copy.</dd>
  </div>
</dl>`;
