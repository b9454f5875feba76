/** The page's own style, in light and dark and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbf8f1; --leaf: #fffdf8; --ink: #23201b; --soft: #5d574c; --rule: #ddd4c2;
  --good: #22603a; --bad: #a01c1c; --warn: #7d4f00; --open: #2f5677;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #191713; --leaf: #211e19; --ink: #ece5d8; --soft: #b0a794; --rule: #3b362d;
    --good: #93cfa4; --bad: #f3a091; --warn: #e9bf6a; --open: #9cc4e2;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.1rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0.5rem 0 1rem; }
h2 { font-size: 1.4rem; margin: 2.6rem 0 0.8rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.1rem; margin: 1.8rem 0 0.6rem; }
code { font: 0.86em ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.outcome { padding: 0.9rem 1.1rem; border-left: 4px solid; background: var(--leaf); font-size: 1.1rem; }
.outcome .sign { font-size: 1.3em; margin-right: 0.4rem; }
.sound { border-color: var(--good); } .sound .sign, .good { color: var(--good); }
.faulty { border-color: var(--bad); } .faulty .sign, .bad { color: var(--bad); }
.open { border-color: var(--open); } .open .sign { color: var(--open); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.2rem; margin: 0 0 1rem; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.quiet, figcaption, .legend { color: var(--soft); font-size: 0.92rem; }
.faults { list-style: none; padding: 0; }
.faults > li { border-left: 4px solid var(--rule); padding: 0.2rem 0 0.2rem 1rem; margin: 0 0 1rem; }
.faults ul { margin: 0.3rem 0; padding-left: 1.2rem; }
.faults p { margin: 0.2rem 0; }
.faults .grave, .faults .serious { border-color: var(--bad); } .faults .minor { border-color: var(--warn); }
.faults .unasked { border-color: var(--open); }
.grade { text-transform: uppercase; letter-spacing: 0.04em; font-size: 0.82rem; }
.wide { position: relative; overflow-x: auto; margin: 0.8rem 0; }
table { border-collapse: collapse; width: 100%; min-width: 34rem; font-size: 0.92rem; }
th, td { overflow-wrap: normal; text-align: left; padding: 0.35rem 0.8rem 0.35rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
th { color: var(--soft); font-weight: normal; white-space: nowrap; }
.legend span + span { margin-left: 0.2rem; } .legend > span { margin-right: 1rem; white-space: nowrap; }
.step.fully-served { color: var(--good); } .step.sample-served { color: var(--good); }
.step.none { color: var(--bad); font-weight: bold; } .step.claimed, .step.indexed { color: var(--warn); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
figure { margin: 0.5rem 0 1rem; overflow-x: auto; }
svg { width: 100%; min-width: 36rem; height: auto; background: var(--leaf); }
svg text { fill: var(--soft); font: 12px Georgia, serif; }
.axis { stroke: var(--rule); } .span { stroke: var(--soft); stroke-width: 1; opacity: 0.6; }
.claimed { fill: var(--soft); } .anchored { fill: var(--good); } .batched { fill: var(--open); } .notice { fill: var(--bad); }
summary { cursor: pointer; padding: 0.4rem 0; }
@media (max-width: 40rem) {
  .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: 0.6rem; }
}
@media print {
  :root { --paper: #fff; --leaf: #fff; --ink: #000; --soft: #444; --rule: #bbb; --good: #22603a; --bad: #a01c1c; --warn: #7d4f00; --open: #2f5677; }
  main { max-width: none; padding: 0; } .wide { overflow: visible; } h2, h3 { break-after: avoid; } tr, li, figure { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; } summary { display: none; }
}
`;
