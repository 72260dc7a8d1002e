package dev.millrace.database.row;

import dev.millrace.database.server.Dialect;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The columns of a table or a query, and the schemas of the keys and values that its rows become. Immutable. */
public final class RowShape {

    private final String name;
    private final List<Column> columns;
    private final List<String> keyColumns;
    private final RowSettings settings;
    private final Dialect dialect;
    private final int version;
    private final List<ColumnType> types;
    private final Schema valueSchema;
    private final Schema optionalValueSchema;
    private final Optional<Schema> keySchema;

    private RowShape(
            String name,
            List<Column> columns,
            List<String> keyColumns,
            RowSettings settings,
            Dialect dialect,
            int version) {
        this.name = name;
        this.columns = columns;
        this.keyColumns = keyColumns;
        this.settings = settings;
        this.dialect = dialect;
        this.version = version;
        this.types = columns.stream().map(this::type).toList();
        this.valueSchema = values().build();
        this.optionalValueSchema = values().optional().build();
        this.keySchema = keyColumns.isEmpty() ? Optional.empty() : Optional.of(keys());
    }

    /**
     * A first shape, of version 1.
     *
     * @param name the table's or query's: in messages, and in the names of the schemas
     * @param keyColumns in their order; none of them is ever null
     * @throws ConnectorFailure MISCONFIGURED when a key column is missing, two columns or their fields have one name, or a type can't be read
     */
    public static RowShape of(
            String name, List<Column> columns, List<String> keyColumns, RowSettings settings, Dialect dialect) {
        return of(name, columns, keyColumns, settings, dialect, 1);
    }

    /** The shape after a change: of other columns, one version on. */
    public RowShape next(List<Column> changed) {
        return of(name, changed, keyColumns, settings, dialect, version + 1);
    }

    private static RowShape of(
            String name,
            List<Column> columns,
            List<String> keyColumns,
            RowSettings settings,
            Dialect dialect,
            int version) {
        Set<String> names = new HashSet<>();
        Set<String> fields = new HashSet<>();
        List<Column> kept = new ArrayList<>(columns.size());
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw misconfigured(
                        "duplicate-column",
                        name + " has two columns " + column.name() + ": give one of them another alias");
            }
            if (!fields.add(settings.columns().names().field(column.name()))) {
                throw misconfigured(
                        "duplicate-column",
                        "two columns of " + name + " would be called "
                                + settings.columns().names().field(column.name())
                                + ": give one of them another alias, or choose unicode for schema.names");
            }
            kept.add(keyColumns.contains(column.name()) ? column.never() : column);
        }
        for (String key : keyColumns) {
            if (!names.contains(key)) {
                throw misconfigured(
                        "key-column-missing", name + " has no column " + key + ", which is to be part of its key");
            }
        }
        return new RowShape(name, List.copyOf(kept), List.copyOf(keyColumns), settings, dialect, version);
    }

    private ColumnType type(Column column) {
        try {
            return switch (dialect) {
                case POSTGRESQL -> PostgresTypes.of(column, settings);
                case MYSQL -> MySqlTypes.of(column, settings);
                case STANDARD -> StandardTypes.of(column, settings);
            };
        } catch (UnreadableValue unknown) {
            throw misconfigured(
                    "unreadable-type",
                    "column " + column.name() + " of " + name + " can't be read: " + unknown.getMessage());
        }
    }

    private static ConnectorFailure misconfigured(String code, String message) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, code, message);
    }

    private SchemaBuilder values() {
        SchemaBuilder schema = SchemaBuilder.struct().name(schemaName("Value")).version(version);
        for (int index = 0; index < columns.size(); index++) {
            Column column = columns.get(index);
            SchemaBuilder field = types.get(index).schema();
            schema.field(
                    fieldName(column.name()),
                    isRequired(column) ? field.build() : field.optional().build());
        }
        return schema;
    }

    /** Of one version for ever: converters write it into the bytes by which Kafka compacts, and each start counts anew. */
    private Schema keys() {
        SchemaBuilder schema = SchemaBuilder.struct().name(schemaName("Key")).version(1);
        for (String key : keyColumns) {
            String field = fieldName(key);
            schema.field(field, valueSchema.field(field).schema());
        }
        return schema.build();
    }

    private boolean isRequired(Column column) {
        return switch (settings.columns().required()) {
            case NOT_NULL -> column.required();
            case KEY -> keyColumns.contains(column.name());
        };
    }

    private String fieldName(String column) {
        return settings.columns().names().field(column);
    }

    /** The field of a column; empty when there is none. */
    public Optional<Field> field(String column) {
        return Optional.ofNullable(valueSchema.field(fieldName(column)));
    }

    /** Names that every converter takes: letters, digits, underscores and dots. */
    private String schemaName(String ending) {
        String safe = name.replaceAll("[^A-Za-z0-9_.]", "_").replaceAll("(^|\\.)(?=[0-9.]|$)", "$1_");
        return safe + "." + ending;
    }

    public String name() {
        return name;
    }

    /** The columns in the order of the result; those of the key are required. */
    public List<Column> columns() {
        return columns;
    }

    public List<String> keyColumns() {
        return keyColumns;
    }

    /** 1, and one more with each change. */
    public int version() {
        return version;
    }

    /** Of a row's value. */
    public Schema valueSchema() {
        return valueSchema;
    }

    /** The same, optional: for a row before or after a change. */
    public Schema optionalValueSchema() {
        return optionalValueSchema;
    }

    /** Of the key columns, in their order; empty without them. */
    public Optional<Schema> keySchema() {
        return keySchema;
    }

    /** Whether a result of these columns has this shape. */
    boolean fits(List<Column> others) {
        if (columns.size() != others.size()) {
            return false;
        }
        for (int index = 0; index < columns.size(); index++) {
            Column column = columns.get(index);
            Column other = others.get(index);
            if (!column.equals(other) && !(keyColumns.contains(column.name()) && column.equals(other.never()))) {
                return false;
            }
        }
        return true;
    }

    ColumnType[] typesInOrder() {
        return types.toArray(new ColumnType[0]);
    }

    Field[] fieldsInOrder() {
        return valueSchema.fields().toArray(new Field[0]);
    }
}
