package dev.odyssey.contactdefects;

import dev.odyssey.contactdefects.rules.ContactContributions;
import dev.odyssey.contactdefects.rules.ContactFindings;
import dev.odyssey.contactdefects.rules.ContactRules;
import dev.odyssey.contactdefects.rules.ContactVocabulary;
import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.job.DetectionJob;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.types.EventTypeInfo;

/** Finds defects in how customers are answered. */
public final class ContactDefectsJob {

  /** What it reads, finds and counts. */
  public static final Detection<ContactEvent, CustomerHistory, ContactFacts> DETECTION =
      new Detection<>(
          "contact-defects",
          EventContract.CONTACTS,
          EventTypeInfo.CONTACT,
          CustomerHistory::new,
          ContactRules.ALL,
          new ContactFindings(),
          new ContactVocabulary(),
          FactContract.CONTACTS,
          new ContactContributions());

  public static void main(String[] args) throws Exception {
    new DetectionJob<>(DETECTION).run(args, System.out);
  }

  private ContactDefectsJob() {}
}
