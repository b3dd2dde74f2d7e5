package dev.odyssey.detection.documents;

import java.io.Serializable;
import java.util.List;

/** What a job asks of documents. */
public interface DocumentRules extends Serializable {

  /**
   * Whether rules about a kind of subject are this job's.
   *
   * @param of what the document says: order, contact or issue
   */
  boolean concerns(String of);

  /**
   * Looks whether documents can be applied together, beside what the job has from its files.
   *
   * @param key that of the document which is new
   * @throws IllegalArgumentException naming what is wrong
   */
  void check(List<RuleDocument> documents, String key);
}
