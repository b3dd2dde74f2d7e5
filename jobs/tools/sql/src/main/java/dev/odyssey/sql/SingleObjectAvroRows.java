package dev.odyssey.sql;

import dev.odyssey.codec.GenericRecords;
import java.io.IOException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/** Records of one schema as rows of a table, column by column of the same name. */
final class SingleObjectAvroRows implements DeserializationSchema<RowData> {

  private static final long serialVersionUID = 1L;

  private final String schema;
  private final RowType columns;
  private final TypeInformation<RowData> rowType;
  private final boolean skipOthers;

  private transient GenericRecords records;
  private transient AvroValueConverter converter;

  SingleObjectAvroRows(
      String schema, RowType columns, TypeInformation<RowData> rowType, boolean skipOthers) {
    this.schema = schema;
    this.columns = columns;
    this.rowType = rowType;
    this.skipOthers = skipOthers;
  }

  @Override
  public void open(InitializationContext context) {
    records = new GenericRecords(schema);
    converter = AvroValueConverter.of(columns, records.schema());
  }

  /**
   * A record as a row.
   *
   * @return null where it is passed over
   * @throws IOException if it is none in this schema, and none may be passed over
   */
  @Override
  public RowData deserialize(byte[] bytes) throws IOException {
    if (bytes == null) {
      return null;
    }
    IndexedRecord record;
    try {
      record = records.read(bytes);
    } catch (IOException e) {
      if (skipOthers) {
        return null;
      }
      throw new IOException("no " + schema + ": " + e.getMessage(), e);
    }
    return (RowData) converter.convert(record);
  }

  @Override
  public void deserialize(byte[] bytes, Collector<RowData> out) throws IOException {
    RowData row = deserialize(bytes);
    if (row != null) {
      out.collect(row);
    }
  }

  @Override
  public boolean isEndOfStream(RowData row) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return rowType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SingleObjectAvroRows that
        && schema.equals(that.schema)
        && columns.equals(that.columns)
        && skipOthers == that.skipOthers;
  }

  @Override
  public int hashCode() {
    return schema.hashCode() * 31 + columns.hashCode();
  }
}
