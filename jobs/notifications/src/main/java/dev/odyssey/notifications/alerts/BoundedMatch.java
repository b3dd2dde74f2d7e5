package dev.odyssey.notifications.alerts;

import java.util.regex.Pattern;

/**
 * Matches an expression that somebody has written, within bounds: one like <code>(.*a){25}b</code>
 * takes longer on a line of text than anybody waits, and others take more stack than there is.
 * Either would stop the job, and stop it again whenever it is started.
 */
final class BoundedMatch {

  /** Characters looked at, some milliseconds: a good expression looks at each a few times. */
  private static final int MOST_STEPS = 1_000_000;

  /** An expression cannot be matched within the bounds. */
  static final class EndlessMatchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private EndlessMatchException(Pattern pattern) {
      super("takes too long to match: " + pattern);
    }
  }

  /**
   * Whether the expression matches the whole text.
   *
   * @throws EndlessMatchException if that cannot be told within the bounds
   */
  static boolean matches(Pattern pattern, String text) {
    try {
      return pattern.matcher(new Counted(pattern, text, 0, text.length())).matches();
    } catch (StackOverflowError e) {
      // The matcher's own recursion, a frame or more a character; nothing else is left half done.
      throw new EndlessMatchException(pattern);
    }
  }

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {

    private final Pattern pattern;
    private final String text;
    private final int from;
    private final int to;
    private int steps;

    Counted(Pattern pattern, String text, int from, int to) {
      this.pattern = pattern;
      this.text = text;
      this.from = from;
      this.to = to;
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MOST_STEPS) {
        throw new EndlessMatchException(pattern);
      }
      return text.charAt(from + index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(pattern, text, from + start, from + end);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }

  private BoundedMatch() {}
}
