package dev.odyssey.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Turns what Avro reads into what tables hold. Flink's own converters for Avro find fields by their
 * position instead of their name, and take no instants inside of arrays.
 */
@FunctionalInterface
interface AvroValueConverter {

  /** The value of a column; null stays null. */
  Object convert(Object value);

  /**
   * A converter from a schema to the type of a column.
   *
   * @throws ValidationException if no value of that schema can be one of that type
   */
  static AvroValueConverter of(LogicalType type, Schema schema) {
    AvroValueConverter present = ofPresent(type, withoutNull(schema));
    return value -> value == null ? null : present.convert(value);
  }

  private static AvroValueConverter ofPresent(LogicalType type, Schema schema) {
    return switch (type.getTypeRoot()) {
      case VARCHAR -> text(type, schema);
      case BOOLEAN -> same(type, schema, Schema.Type.BOOLEAN);
      case INTEGER, DATE -> same(type, schema, Schema.Type.INT);
      case BIGINT -> same(type, schema, Schema.Type.LONG);
      case DOUBLE -> same(type, schema, Schema.Type.DOUBLE);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> instant(type, schema);
      case ARRAY -> array((ArrayType) type, schema);
      case MAP -> map((MapType) type, schema);
      case ROW -> row((RowType) type, schema);
      default -> throw mismatch(type, schema);
    };
  }

  private static AvroValueConverter text(LogicalType type, Schema schema) {
    if (schema.getType() != Schema.Type.STRING && schema.getType() != Schema.Type.ENUM) {
      throw mismatch(type, schema);
    }
    return value -> StringData.fromString(value.toString());
  }

  private static AvroValueConverter same(LogicalType type, Schema schema, Schema.Type expected) {
    if (schema.getType() != expected) {
      throw mismatch(type, schema);
    }
    return value -> value;
  }

  private static AvroValueConverter instant(LogicalType type, Schema schema) {
    same(type, schema, Schema.Type.LONG);
    return millis -> TimestampData.fromEpochMillis((Long) millis);
  }

  private static AvroValueConverter array(ArrayType type, Schema schema) {
    if (schema.getType() != Schema.Type.ARRAY) {
      throw mismatch(type, schema);
    }
    AvroValueConverter element = of(type.getElementType(), schema.getElementType());
    return list -> new GenericArrayData(((List<?>) list).stream().map(element::convert).toArray());
  }

  private static AvroValueConverter map(MapType type, Schema schema) {
    if (schema.getType() != Schema.Type.MAP) {
      throw mismatch(type, schema);
    }
    AvroValueConverter converter = of(type.getValueType(), schema.getValueType());
    return map -> {
      Map<StringData, Object> converted = new HashMap<>();
      ((Map<?, ?>) map)
          .forEach(
              (key, value) ->
                  converted.put(StringData.fromString(key.toString()), converter.convert(value)));
      return new GenericMapData(converted);
    };
  }

  private static AvroValueConverter row(RowType type, Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      throw mismatch(type, schema);
    }
    int columns = type.getFieldCount();
    int[] positions = new int[columns];
    AvroValueConverter[] converters = new AvroValueConverter[columns];
    for (int i = 0; i < columns; i++) {
      String column = type.getFieldNames().get(i);
      Schema.Field field = schema.getField(column);
      if (field == null) {
        throw new ValidationException("The schema " + schema.getName() + " has no field " + column);
      }
      positions[i] = field.pos();
      converters[i] = of(type.getTypeAt(i), field.schema());
    }
    return record -> {
      GenericRowData row = new GenericRowData(columns);
      for (int i = 0; i < columns; i++) {
        row.setField(i, converters[i].convert(((IndexedRecord) record).get(positions[i])));
      }
      return row;
    };
  }

  /** Of a union with null, the other one. */
  private static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    List<Schema> others =
        schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    if (others.size() != 1) {
      throw new ValidationException("A column cannot be any of " + others);
    }
    return others.get(0);
  }

  private static ValidationException mismatch(LogicalType type, Schema schema) {
    return new ValidationException(
        "A column of type " + type.asSummaryString() + " cannot be read from " + schema);
  }
}
