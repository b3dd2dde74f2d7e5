package dev.odyssey.survival;

/** A part of the platform that a blow may hit; one of the TaskManagers, of which there are two. */
enum Part {
  TASK_MANAGER("TaskManager"),
  JOB_MANAGER("JobManager"),
  KAFKA("Kafka"),
  POSTGRES("PostgreSQL");

  private final String title;

  Part(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
