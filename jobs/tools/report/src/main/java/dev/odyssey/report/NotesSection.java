package dev.odyssey.report;

/** What the words and signs of the report mean. */
final class NotesSection {

  static void write(StringBuilder html, ReportData data) {
    html.append(
        """
        <section class="notes" id="notes"><h2>How to read this</h2>
        <dl>
        <dt>DPMO</dt><dd>Defects per million opportunities: contacted orders per million orders. The sigma level is z(1 − DPMO / 10⁶) + 1.5.</dd>
        <dt>Contacts avoided</dt><dd>Orders × baseline rate − contacted orders, day by day, with the baseline and the cost of a contact in force on each day.</dd>
        <dt>Intervals</dt><dd>95 %%: Wilson's for proportions, Student's t for stars. Where a sample is smaller than its target asks for, nothing is concluded from it.</dd>
        <dt>Control limits</dt><dd>From the binomial distribution around the mean of all providers; for stars, from the standard error. D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24, 2005.</dd>
        <dt>Open defects</dt><dd>Raised in the period and not settled. A defect that is a single event, such as a low rating, stays open.</dd>
        <dt>Reached in time</dt><dd>A message about the defect was delivered to the customer, or acted on, before their first contact about the order after it became a defect; or they did not have to ask at all. The lead is of those who asked all the same.</dd>
        <dt>Days</dt><dd>Of orders, local dates at the service address; of contacts, UTC dates. %s</dd>
        </dl></section>
        """
            .formatted(
                data.scope().region().isPresent()
                    ? "Providers, sites, agents, contacts, alerts and regions are counted over all regions."
                    : ""));
  }

  private NotesSection() {}
}
