package dev.odyssey.sql;

import dev.odyssey.codec.SchemaVersions;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The format {@code avro-single-object} of Flink SQL, for reading: records of the suite's topics,
 * in whichever committed version of their schema they were written.
 *
 * <pre>
 *   'format' = 'avro-single-object',
 *   'avro-single-object.schema' = 'DefectChange',      -- as in schemas/versions
 *   'avro-single-object.skip-others' = 'true'          -- default false
 * </pre>
 *
 * <p>Columns are found by their names among the schema's fields; a table need not name all of them.
 */
public final class SingleObjectAvroFormatFactory implements DeserializationFormatFactory {

  static final String IDENTIFIER = "avro-single-object";

  static final ConfigOption<String> SCHEMA =
      ConfigOptions.key("schema")
          .stringType()
          .noDefaultValue()
          .withDescription("The name of the records' schema, as in schemas/versions.");

  static final ConfigOption<Boolean> SKIP_OTHERS =
      ConfigOptions.key("skip-others")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records that are no such Avro are passed over, as pulses and rubbish on the"
                  + " input topics are, instead of ending the query.");

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(SCHEMA);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(SKIP_OTHERS);
  }

  @Override
  public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    String name = options.get(SCHEMA);
    try {
      return new Format(name, SchemaVersions.latest(name), options.get(SKIP_OTHERS));
    } catch (IllegalArgumentException e) {
      throw new ValidationException(IDENTIFIER + ".schema: " + e.getMessage(), e);
    }
  }

  private record Format(String name, Schema schema, boolean skipOthers)
      implements ProjectableDecodingFormat<DeserializationSchema<RowData>> {

    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(
        DynamicTableSource.Context context, DataType physicalType, int[][] projections) {
      DataType produced = Projection.of(projections).project(physicalType);
      RowType columns = (RowType) produced.getLogicalType();
      // Now, not where the query runs: a table that cannot be read is an error of the statement.
      AvroValueConverter.of(columns, schema);
      return new SingleObjectAvroRows(
          name, columns, context.createTypeInformation(produced), skipOthers);
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }
}
