package dev.odyssey.facts;

import java.time.LocalDate;

/**
 * What one inbound contact contributes to the scorecards of agents, sites, bot versions and trial
 * arms. The day is a date in the time zone of the contact, in UTC where it has none. Terms
 * (conversation, episode, resolution) are those of the rules.
 *
 * @param customerId with the contactId the identity of the contact
 * @param inbound what it contributes; null where the contact is no inbound one, or no more
 */
public record ContactFacts(String contactId, String customerId, long decidedAt, Inbound inbound)
    implements Fact {

  /**
   * An inbound contact.
   *
   * @param day of its INITIATED
   * @param exempt whether policies exempt it: then nothing is counted of it but transferred, the
   *     answers, the audit and automation
   * @param orderId the order that it names; null for none, and where it is exempt
   * @param agentId of its latest event, SURVEYED and AUDITED aside, that has one; null for none
   * @param site likewise
   * @param transferringAgentId who is measured by transferred: the agent as above over the events
   *     before the first TRANSFERRED; without a TRANSFERRED the same as agentId
   * @param transferringSite likewise
   * @param transferred null where nobody was CONNECTED
   * @param dropped whether an ENDED of it raised DROPPED_CONTACT
   * @param abandoned whether an ENDED of it raised ABANDONED_CONTACT
   * @param repeated whether a REPEAT_CONTACT names it as the earlier contact
   * @param episode null where it does not open an episode
   * @param solved the last answer to whether the problem was solved; null without an answer
   * @param csat the last answer, 1 to 5; null without one
   * @param effort the last answer, 1 to 7; null without one
   * @param empathy of the last audit, 1 to 5; null without one
   * @param automation null where the contact did not begin with a bot
   */
  public record Inbound(
      LocalDate day,
      boolean exempt,
      String orderId,
      String agentId,
      String site,
      String transferringAgentId,
      String transferringSite,
      Boolean transferred,
      boolean dropped,
      boolean abandoned,
      boolean repeated,
      Episode episode,
      Boolean solved,
      Integer csat,
      Integer effort,
      Integer empathy,
      Automation automation) {}

  /**
   * The episode that a contact opens.
   *
   * @param firstContactResolution24h whether the customer did not come back within 24 hours; null
   *     where nobody was CONNECTED in its conversation
   * @param firstContactResolution7d likewise within 7 days
   * @param resolvedFirst whether its conversation has a resolution
   * @param resolutionMillis from INITIATED to the first resolution, in milliseconds; null without
   * @param slow whether it raised SLOW_RESOLUTION
   */
  public record Episode(
      Outcome firstContactResolution24h,
      Outcome firstContactResolution7d,
      boolean resolvedFirst,
      Long resolutionMillis,
      boolean slow) {}

  /**
   * A contact that began with a bot.
   *
   * @param outcome whether the bot solved it alone and for good
   * @param agentVersion of the contact's first event with an agentKind; null for none
   * @param trialArm likewise
   */
  public record Automation(Outcome outcome, String agentVersion, String trialArm) {}

  private static final String SEPARATOR = "/";

  /** A contact that contributes nothing, or nothing more. */
  public static ContactFacts withdrawn(String contactId, String customerId, long decidedAt) {
    return new ContactFacts(contactId, customerId, decidedAt, null);
  }

  /**
   * The withdrawn contribution of an identity.
   *
   * @throws IllegalArgumentException if it is no factId of a contact
   */
  public static ContactFacts withdrawn(String factId, long decidedAt) {
    int separator = factId.indexOf(SEPARATOR);
    if (separator < 0) {
      throw new IllegalArgumentException("not the factId of a contact: " + factId);
    }
    String customerId =
        factId.substring(0, separator).replace("%2F", SEPARATOR).replace("%25", "%");
    return withdrawn(factId.substring(separator + 1), customerId, decidedAt);
  }

  /**
   * {@code customerId/contactId}. So that no two contacts are the same, a slash in the customerId
   * is written {@code %2F}, and a percent sign {@code %25}.
   */
  @Override
  public String factId() {
    return customerId.replace("%", "%25").replace(SEPARATOR, "%2F") + SEPARATOR + contactId;
  }

  @Override
  public boolean isWithdrawn() {
    return inbound == null;
  }
}
