package dev.odyssey.mapping;

import java.util.Collections;
import java.util.Map;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlContext;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlExpression;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.introspection.JexlPermissions;

/**
 * An expression of Apache Commons JEXL for what the other forms of values cannot say. It sees the
 * fields of the record by name, all of them as {@code record}, and {@code subject}. It can make no
 * objects and reach no classes beyond the basic ones.
 */
final class JexlValue implements Value {

  private static final JexlEngine ENGINE =
      new JexlBuilder()
          .permissions(JexlPermissions.RESTRICTED)
          .features(
              JexlFeatures.createDefault()
                  .sideEffect(false)
                  .sideEffectGlobal(false)
                  .newInstance(false)
                  .loops(false)
                  .pragma(false))
          .safe(true)
          .strict(false)
          .silent(false)
          .cache(0)
          .create();

  private final JexlExpression expression;

  /**
   * @throws JexlException if the text is no expression
   */
  JexlValue(String text) {
    expression = ENGINE.createExpression(text);
  }

  @Override
  public Object get(Scope scope) {
    try {
      return expression.evaluate(new Names(scope));
    } catch (JexlException | ArithmeticException e) {
      throw new UnmappedException("jexl: " + e.getMessage());
    }
  }

  private record Names(Scope scope) implements JexlContext {
    @Override
    public Object get(String name) {
      Map<String, Object> fields = scope.fields();
      return name.equals("record")
          ? Collections.unmodifiableMap(fields)
          : fields.getOrDefault(name, scope.known(name));
    }

    @Override
    public void set(String name, Object value) {
      throw new UnsupportedOperationException("an expression sets nothing: " + name);
    }

    @Override
    public boolean has(String name) {
      return get(name) != null;
    }
  }
}
