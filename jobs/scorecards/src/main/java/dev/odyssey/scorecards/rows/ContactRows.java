package dev.odyssey.scorecards.rows;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.scorecards.Entity;
import dev.odyssey.scorecards.EntityType;
import dev.odyssey.scorecards.Metric;
import dev.odyssey.scorecards.Scorecard;
import java.time.LocalDate;
import java.util.List;

/** From the facts of a contact to the rows of agent, site, bot version, trial arm and all. */
public final class ContactRows {

  /** What a contact contributes; nothing where it is withdrawn. */
  public static RowCounts of(ContactFacts facts) {
    if (facts.isWithdrawn()) {
      return RowCounts.NONE;
    }
    RowCounts.Builder rows = new RowCounts.Builder(Scorecard.CONTACT);
    ContactFacts.Inbound contact = facts.inbound();
    LocalDate day = contact.day();
    List<Entity> entities = entities(contact.agentId(), contact.site());
    if (contact.transferred() != null) {
      rows.proportion(
          Metric.TRANSFERRED,
          contact.transferred(),
          day,
          entities(contact.transferringAgentId(), contact.transferringSite()));
    }
    if (!contact.exempt()) {
      rows.proportion(Metric.DROPPED, contact.dropped(), day, entities);
      rows.proportion(Metric.ABANDONED, contact.abandoned(), day, entities);
      rows.proportion(Metric.REPEATED, contact.repeated(), day, entities);
    }
    if (contact.episode() != null) {
      add(contact.episode(), day, entities, rows);
    }
    if (contact.solved() != null) {
      rows.proportion(Metric.SOLVED_YES, contact.solved(), day, entities);
    }
    if (contact.csat() != null) {
      rows.sum(Metric.CSAT, contact.csat(), day, entities);
    }
    if (contact.effort() != null) {
      rows.sum(Metric.EFFORT, contact.effort(), day, entities);
    }
    if (contact.empathy() != null) {
      rows.sum(Metric.EMPATHY, contact.empathy(), day, entities);
    }
    if (contact.automation() != null) {
      ContactFacts.Automation automation = contact.automation();
      rows.proportion(
          Metric.AUTOMATION,
          automation.outcome(),
          day,
          List.of(
              new Entity(EntityType.AGENT_VERSION, automation.agentVersion()),
              new Entity(EntityType.TRIAL_ARM, automation.trialArm()),
              Entity.ALL));
    }
    return rows.build();
  }

  private static void add(
      ContactFacts.Episode episode, LocalDate day, List<Entity> entities, RowCounts.Builder rows) {
    if (episode.firstContactResolution24h() != null) {
      rows.proportion(Metric.FCR_24H, episode.firstContactResolution24h(), day, entities);
    }
    if (episode.firstContactResolution7d() != null) {
      rows.proportion(Metric.FCR_7D, episode.firstContactResolution7d(), day, entities);
    }
    rows.proportion(Metric.RESOLVED_FIRST, episode.resolvedFirst(), day, entities);
    if (episode.resolutionMillis() != null) {
      rows.sum(Metric.RESOLUTION_HOURS, episode.resolutionMillis(), day, entities);
    }
    rows.proportion(Metric.SLOW, episode.slow(), day, entities);
  }

  private static List<Entity> entities(String agentId, String site) {
    return List.of(
        new Entity(EntityType.AGENT, agentId), new Entity(EntityType.SITE, site), Entity.ALL);
  }

  private ContactRows() {}
}
