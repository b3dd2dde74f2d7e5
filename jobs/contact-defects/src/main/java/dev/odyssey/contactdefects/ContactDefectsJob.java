package dev.odyssey.contactdefects;

import dev.odyssey.connectors.job.Detection;
import dev.odyssey.connectors.job.DetectionJob;

/** Finds defects in how customers are answered. */
public final class ContactDefectsJob {

  public static void main(String[] args) throws Exception {
    new DetectionJob<>(Detection.CONTACTS).run(args, System.getenv(), System.out);
  }

  private ContactDefectsJob() {}
}
