package dev.odyssey.detection.custom;

import com.google.re2j.Pattern;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** What a field must be. A field that the event has not is given as null. */
sealed interface FieldTest extends Serializable {

  boolean fits(Object value);

  /** It equals one of some values, each of which is null where it can be no value of the field. */
  record OneOf(List<Object> values) implements FieldTest {
    private static final long serialVersionUID = 1;

    @Override
    public boolean fits(Object value) {
      if (value == null) {
        return false;
      }
      Object comparable = value instanceof Enum<?> symbol ? symbol.name() : value;
      for (int i = 0; i < values.size(); i++) {
        if (comparable.equals(values.get(i))) {
          return true;
        }
      }
      return false;
    }
  }

  /** It does not fit. */
  record Not(FieldTest test) implements FieldTest {
    private static final long serialVersionUID = 1;

    @Override
    public boolean fits(Object value) {
      return !test.fits(value);
    }
  }

  /** The event has it, or has it not. */
  record Present(boolean present) implements FieldTest {
    private static final long serialVersionUID = 1;

    @Override
    public boolean fits(Object value) {
      return (value != null) == present;
    }
  }

  /** It is a number in a range, ends included; null is no end. */
  record Between(BigDecimal least, BigDecimal most) implements FieldTest {
    private static final long serialVersionUID = 1;

    @Override
    public boolean fits(Object value) {
      if (!(value instanceof Number number)) {
        return false;
      }
      BigDecimal exact = BigDecimal.valueOf(number.longValue());
      return (least == null || exact.compareTo(least) >= 0)
          && (most == null || exact.compareTo(most) <= 0);
    }
  }

  /** The whole text matches an expression, in time linear to its length. */
  record Matches(Pattern expression) implements FieldTest {
    private static final long serialVersionUID = 1;

    @Override
    public boolean fits(Object value) {
      return value != null && expression.matches(EventFields.written(value));
    }
  }
}
