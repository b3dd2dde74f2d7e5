package dev.odyssey.contactdefects;

import dev.odyssey.streaming.job.Detection;
import dev.odyssey.streaming.job.DetectionJob;

/** Finds defects in how customers are answered. */
public final class ContactDefectsJob {

  public static void main(String[] args) throws Exception {
    new DetectionJob<>(Detection.CONTACTS).run(args, System.getenv(), System.out);
  }

  private ContactDefectsJob() {}
}
