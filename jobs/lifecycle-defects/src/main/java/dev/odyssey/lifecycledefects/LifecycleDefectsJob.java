package dev.odyssey.lifecycledefects;

import dev.odyssey.streaming.job.Detection;
import dev.odyssey.streaming.job.DetectionJob;

/** Finds defects in the lives of orders. */
public final class LifecycleDefectsJob {

  public static void main(String[] args) throws Exception {
    new DetectionJob<>(Detection.LIFECYCLE).run(args, System.getenv(), System.out);
  }

  private LifecycleDefectsJob() {}
}
