package dev.odyssey.notifications.outreach;

/** Ids of messages: recipient, template and defectId, parted by slashes. */
final class OutreachIds {

  private static final char PART = '/';

  /** Of a recipient's key, a template and a defect. */
  static String of(String recipient, String template, String defectId) {
    String escaped = recipient.replace("%", "%25").replace("/", "%2F");
    return escaped + PART + template + PART + defectId;
  }

  /** The key of the recipient of a message; the id itself where it is none of ours. */
  static String recipient(String outreachId) {
    int end = outreachId.indexOf(PART);
    return end < 0
        ? outreachId
        : outreachId.substring(0, end).replace("%2F", "/").replace("%25", "%");
  }

  private OutreachIds() {}
}
