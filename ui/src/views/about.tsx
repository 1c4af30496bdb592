// SPDX-License-Identifier: MIT
// How to read it, and how far to trust it.
export function About() {
  return (
    <article class="prose">
      <h1>How to read it</h1>
      <p class="standfirst">Tredegar simulates a whole health economy, patient by patient: real neighbourhoods, practices, hospitals and councils, with their published waiting lists, beds and money; invented people.</p>
      <h2>Twins</h2>
      <p>Every arrangement runs on the same people with the same luck. A difference therefore follows from the arrangement, and from what the model assumes about it. That is why differences can be told apart where levels cannot.</p>
      <h2>Levels, differences, intervals</h2>
      <p>A <strong>level</strong> is what a measure is under one arrangement. A <strong>difference</strong> is what differs from the baseline, person for person. The band around a line, and the bar under a claim, say where the mean lies by chance alone: thin for 95%, thick for 80%. They say nothing about numbers that nobody knows; the sentence of a study says how much hangs on those.</p>
      <h2>How sure</h2>
      <dl>
        <dt><span class="badge clear">clear</span></dt><dd>The 95% interval of the difference of some arrangement from the baseline leaves out nought: an effect is there. It does not say that the claim is upheld, nor which of several arrangements is best; the sentence does.</dd>
        <dt><span class="badge likely">likely</span></dt><dd>The 80% interval does.</dd>
        <dt><span class="badge cannot-tell">cannot tell</span></dt><dd>Neither does, or the best cannot be told from the next best. It is an answer.</dd>
        <dt><span class="badge no-difference">no difference</span></dt><dd>The two came out the same to the last figure: here, the claim's mechanism had nothing to act on.</dd>
      </dl>
      <h2>How far to trust it</h2>
      <p>It is a model. How near it is to published statistics, and where it misses, stands in <code>docs/validation.md</code>. No published effect is put in: actors have rules, and the effect is what comes out. Each number says whether it is published, estimated, calibrated or assumed. Do not quote a ranking without its settings.</p>
      <h2>Taking things away</h2>
      <p>Each chart saves as SVG, PNG or CSV, with its version, seed and the date of its data. A study is one SQLite file. An experiment saves as YAML for <code>tredegar run</code>, or as a link that carries it whole.</p>
      <p class="note">Contains public sector information licensed under the Open Government Licence v3.0.</p>
    </article>
  );
}
