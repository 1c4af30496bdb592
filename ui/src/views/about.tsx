// SPDX-License-Identifier: MIT
// How to read it, and how far to trust it.
import { Badge } from "../parts";

export function About() {
  return (
    <article class="prose">
      <h1>How to read it</h1>
      <p class="standfirst">Tredegar simulates a whole health economy, patient by patient: real neighbourhoods, practices, hospitals and councils, with their published waiting lists, beds and money; invented people.</p>
      <h2>Twins</h2>
      <p>Every arrangement runs on the same people with the same luck. A difference therefore follows from the arrangement, and from what the model assumes about it. That is why differences can be told apart where levels cannot.</p>
      <h2>Levels, differences, intervals</h2>
      <p>A <strong>level</strong> is what a measure is under one arrangement. A <strong>difference</strong> is what differs from the baseline, person for person. The band around a line, and the bar under a claim, say where the mean lies by chance alone: thin for 95%, thick for 80%. They say nothing about numbers that nobody knows; the sentence of a study says how much hangs on those.</p>
      <h2>Whether a claim holds</h2>
      <p>Each claim is read as one statement: a measure goes up, or down, in one arrangement set against another. What is tried stands beside the verdict, in words.</p>
      <dl>
        <dt><span class="verdict-badge holds">holds</span></dt><dd>The difference goes the way the claim says. <em>Probably</em>: its 80% interval leaves out nought, its 95% interval does not.</dd>
        <dt><span class="verdict-badge does-not-hold">does not hold</span></dt><dd>It goes the other way, as surely.</dd>
        <dt><span class="verdict-badge">cannot tell</span></dt><dd>Chance may do as much; the difference is under a thousandth of the level; other settings or assumed numbers may turn it; or the run ends before what the claim is about has come. It is an answer.</dd>
        <dt><span class="verdict-badge none">no verdict</span></dt><dd>The claim cannot be put as one direction of one measure, or no measure tells it. The card says why.</dd>
      </dl>
      <h2>How sure of the difference</h2>
      <p>Picture, badge and sentence of a claim are of the best arrangement and the next best.</p>
      <dl>
        <dt><Badge strength="clear" /></dt><dd>The 95% interval of their difference leaves out nought.</dd>
        <dt><Badge strength="likely" /></dt><dd>The 80% interval does.</dd>
        <dt><Badge strength="cannot tell" /></dt><dd>Neither does, or other settings may turn it.</dd>
        <dt><Badge strength="no difference" /></dt><dd>The two came out the same to the last figure: here, the claim's mechanism had nothing to act on.</dd>
      </dl>
      <h2>How far to trust it</h2>
      <p>It is a model. How near it is to published statistics, and where it misses, stands in <code>docs/validation.md</code>. Actors have rules, and an arrangement's effect is what comes out; measured responses of patients are put in, and where a number sets a published effect of an arrangement <code>docs/effects.md</code> says so. Many of its structural relations lie outside what was published (winter, deaths from delay and inequality of long waits among them); the same page counts them. Each number says whether it is published, estimated, calibrated or assumed. Do not quote a ranking without its settings.</p>
      <h2>Taking things away</h2>
      <p>Each chart saves as SVG, PNG or CSV, with its version, seed and the date of its data. A study is one SQLite file. An experiment saves as YAML for <code>tredegar run</code>, or as a link that carries it whole.</p>
      <p class="note">Contains public sector information licensed under the Open Government Licence v3.0.</p>
    </article>
  );
}
