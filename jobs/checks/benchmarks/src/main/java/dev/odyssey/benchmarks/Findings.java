package dev.odyssey.benchmarks;

import dev.odyssey.defects.DefectChange;

/** Is told of what a contestant finds. */
interface Findings {

  /** A defect is found. */
  void found(String code, String anchorEventId);

  /** A defect is taken back. */
  void retracted(String code, String anchorEventId);

  default void alert(Alert alert) {
    found(alert.code(), alert.anchorEventId());
  }

  default void change(DefectChange change) {
    String code = change.finding().code();
    String anchor = change.finding().anchorEventId();
    switch (change.status()) {
      case RAISED -> found(code, anchor);
      case RETRACTED -> retracted(code, anchor);
      case CLEARED -> {}
    }
  }
}
