/** Backstage: what happens behind the phones. */
import type { Diagram } from '../../diagram/diagram.ts'
import { Picture } from '../../diagram/picture.tsx'

export function Backstage({ diagrams }: { diagrams: readonly Diagram[] }) {
  return (
    <section id="backstage" aria-labelledby="backstage-title">
      <h2 id="backstage-title">Backstage</h2>
      <div class="board">
        <section class="card flow-card" aria-labelledby="flow-title">
          <h3 id="flow-title">Where the conversation stands</h3>
          <p class="path" id="path">
            Nowhere yet.
          </p>
          <section class="picture" tabindex={0} aria-label="Picture of the flow">
            {diagrams.map((diagram) => (
              <Picture key={diagram.medium} diagram={diagram} />
            ))}
          </section>
          <p class="key">
            <span class="swatch here" />
            <span>here</span>
            <span class="swatch been" />
            <span>on the way</span>
            <span class="swatch to" />
            <span>leads to a person</span>
            <span>(7, 8, 9 and free questions are not drawn)</span>
          </p>
        </section>

        <section class="card" aria-labelledby="twiml-title">
          <h3 id="twiml-title">Webhooks and TwiML</h3>
          <div class="requests" id="requests" />
          <section class="pane" tabindex={0} aria-label="The last TwiML">
            <pre id="document">Nothing has been asked yet.</pre>
          </section>
        </section>

        <section class="card" aria-labelledby="stored-title">
          <h3 id="stored-title">What is stored</h3>
          <div id="stored">
            <p class="empty">Nothing.</p>
          </div>
        </section>

        <section class="card" aria-labelledby="costs-title">
          <h3 id="costs-title">What each text costs</h3>
          <section class="pane table" tabindex={0} aria-label="Segments of each text">
            <table>
              <thead>
                <tr>
                  <th scope="col">Text</th>
                  <th scope="col">Encoding</th>
                  <th scope="col">Units</th>
                  <th scope="col">Segments</th>
                </tr>
              </thead>
              <tbody id="costs" />
            </table>
          </section>
        </section>

        <section class="card" aria-labelledby="log-title">
          <h3 id="log-title">All that the line writes down</h3>
          <section class="pane" tabindex={0} aria-label="The log">
            <pre id="log" />
          </section>
        </section>
      </div>
    </section>
  )
}
