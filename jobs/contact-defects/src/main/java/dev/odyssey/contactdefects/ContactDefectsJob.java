package dev.odyssey.contactdefects;

import dev.odyssey.contactdefects.rules.ContactFactRules;
import dev.odyssey.contactdefects.rules.ContactRules;
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
  public static final Detection<ContactEvent, ContactFacts> DETECTION =
      new Detection<>(
          "contact-defects",
          EventContract.CONTACTS,
          EventTypeInfo.CONTACT,
          policies -> () -> ContactRules.detector(policies),
          FactContract.CONTACTS,
          ContactFactRules::new);

  public static void main(String[] args) throws Exception {
    new DetectionJob<>(DETECTION).run(args, System.out);
  }

  private ContactDefectsJob() {}
}
