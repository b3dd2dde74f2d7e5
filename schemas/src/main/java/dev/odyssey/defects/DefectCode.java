package dev.odyssey.defects;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The codes of defects. A code is text: beside the built-in ones there are those of rules that
 * users declare.
 */
public final class DefectCode {

  public static final String UNSCHEDULED = "UNSCHEDULED";
  public static final String UNFILLED = "UNFILLED";
  public static final String UNCONFIRMED = "UNCONFIRMED";
  public static final String LATE_DEPARTURE = "LATE_DEPARTURE";
  public static final String MISSED_WINDOW = "MISSED_WINDOW";
  public static final String NO_SHOW = "NO_SHOW";
  public static final String STALLED_START = "STALLED_START";
  public static final String STALLED_COMPLETION = "STALLED_COMPLETION";
  public static final String STALLED_PAUSE = "STALLED_PAUSE";
  public static final String STALLED_CLAIM = "STALLED_CLAIM";
  public static final String BACKDATED_PROMISE = "BACKDATED_PROMISE";
  public static final String RESCHEDULE_CHURN = "RESCHEDULE_CHURN";
  public static final String LATE_RESCHEDULE = "LATE_RESCHEDULE";
  public static final String LATE_CANCEL = "LATE_CANCEL";
  public static final String LATE_DECLINE = "LATE_DECLINE";
  public static final String CUSTOMER_ABSENT = "CUSTOMER_ABSENT";
  public static final String SKIPPED_SCAN = "SKIPPED_SCAN";
  public static final String REWORK = "REWORK";
  public static final String LOW_RATING = "LOW_RATING";
  public static final String REPEAT_CONTACT = "REPEAT_CONTACT";
  public static final String TRANSFER_CHAIN = "TRANSFER_CHAIN";
  public static final String DROPPED_CONTACT = "DROPPED_CONTACT";
  public static final String ABANDONED_CONTACT = "ABANDONED_CONTACT";
  public static final String SLOW_RESOLUTION = "SLOW_RESOLUTION";
  public static final String NOT_SOLVED = "NOT_SOLVED";

  /** The built-in codes of orders. */
  public static final List<String> OF_ORDERS =
      List.of(
          UNSCHEDULED,
          UNFILLED,
          UNCONFIRMED,
          LATE_DEPARTURE,
          MISSED_WINDOW,
          NO_SHOW,
          STALLED_START,
          STALLED_COMPLETION,
          STALLED_PAUSE,
          STALLED_CLAIM,
          BACKDATED_PROMISE,
          RESCHEDULE_CHURN,
          LATE_RESCHEDULE,
          LATE_CANCEL,
          LATE_DECLINE,
          CUSTOMER_ABSENT,
          SKIPPED_SCAN,
          REWORK,
          LOW_RATING);

  /** The built-in codes of contacts. */
  public static final List<String> OF_CONTACTS =
      List.of(
          REPEAT_CONTACT,
          TRANSFER_CHAIN,
          DROPPED_CONTACT,
          ABANDONED_CONTACT,
          SLOW_RESOLUTION,
          NOT_SOLVED);

  /** All built-in codes, those of orders first. */
  public static final List<String> BUILT_IN = builtIn();

  /** The form of every code, as a regular expression. */
  public static final String FORM = "[A-Z][A-Z0-9_]{2,39}";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  /** Whether a text has the form of a code. */
  public static boolean isCode(String text) {
    return PATTERN.matcher(text).matches();
  }

  /**
   * A text that has the form of a code.
   *
   * @throws IllegalArgumentException if it has not
   */
  public static String check(String text) {
    if (!isCode(text)) {
      throw new IllegalArgumentException(
          "not a code of a defect: " + text + " does not match " + FORM);
    }
    return text;
  }

  /**
   * The identity of a defect.
   *
   * @param subjectId the orderId, or the contactId
   */
  public static String defectId(String code, String subjectId, String anchorEventId) {
    return code + ':' + subjectId + ':' + anchorEventId;
  }

  private static List<String> builtIn() {
    List<String> codes = new ArrayList<>(OF_ORDERS);
    codes.addAll(OF_CONTACTS);
    return List.copyOf(codes);
  }

  private DefectCode() {}
}
