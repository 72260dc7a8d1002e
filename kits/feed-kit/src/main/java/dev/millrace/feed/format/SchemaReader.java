package dev.millrace.feed.format;

import dev.millrace.feed.schema.RecordSchema;
import dev.millrace.feed.schema.SchemaMode;
import dev.millrace.feed.schema.SchemaSample;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.feed.schema.Unfit;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Gives the records of a format the schema that the configuration asks for: it turns Structs of texts and maps into Structs
 * of declared or sampled fields, or into maps. Each format that has fields opens its reader through it.
 *
 * <p>A sampled schema is part of the state, {@code #}length{@code :}fields before the format's own, so that a resumed reader
 * has the same one.
 */
public final class SchemaReader implements RecordReader {

    /** The feed keeps a megabyte behind a reader's position; what is sampled has to be well below. */
    private static final long SAMPLE_BYTES = 1 << 18;

    private record Held(Read read, String state) {}

    private final RecordReader inner;
    private final SchemaSettings settings;
    private final String name;
    private final String source;
    private final boolean texts;
    private final Deque<Held> held = new ArrayDeque<>();
    private @Nullable RecordSchema schema;
    private String innerState;
    private String state;

    /** Opens a format's own reader. */
    @FunctionalInterface
    public interface Opener {

        /** Opens it with the state that it gave itself. */
        RecordReader open(ReadContext context) throws IOException;
    }

    private SchemaReader(
            RecordReader inner,
            SchemaSettings settings,
            String format,
            boolean texts,
            ReadContext context,
            String schemaText) {
        this.inner = inner;
        this.settings = settings;
        this.source = context.source();
        this.texts = texts;
        this.name = settings.name().orElse("millrace." + format);
        this.schema = settings.declared().map(fields -> fields.as(name)).orElse(null);
        if (!schemaText.isEmpty()) {
            this.schema = RecordSchema.parse(schemaText, name, settings);
        }
        this.innerState = inner.state();
        this.state = stateOf(innerState);
    }

    /**
     * Opens a reader whose records have the schema that the configuration asks for.
     *
     * @param name the record's name without {@code schema.name}, behind {@code millrace.}: {@code csv.Row}
     * @param format the format's name, for messages
     * @param texts whether the format reads numbers and dates as texts
     * @param opener opens the format's own reader
     */
    public static RecordReader open(ReadContext context, String format, String name, boolean texts, Opener opener)
            throws IOException {
        SchemaSettings settings = SchemaSettings.from(context.config());
        return settings.mode() == SchemaMode.FORMAT
                ? opener.open(context)
                : open(context, settings, format, name, texts, opener);
    }

    /**
     * The same for a format that reads maps of texts and knows their types itself.
     *
     * @param fields in the language in which schemas are declared
     */
    public static RecordReader open(ReadContext context, String format, String name, String fields, Opener opener)
            throws IOException {
        SchemaSettings settings = SchemaSettings.from(context.config());
        return settings.mode() == SchemaMode.FORMAT
                ? new SchemaReader(opener.open(context), settings, name, true, context, fields)
                : open(context, settings, format, name, true, opener);
    }

    private static RecordReader open(
            ReadContext context, SchemaSettings settings, String format, String name, boolean texts, Opener opener)
            throws IOException {
        String state = context.state();
        if (settings.mode() != SchemaMode.SAMPLED || state.isEmpty()) {
            return new SchemaReader(opener.open(context), settings, name, texts, context, "");
        }
        try {
            int colon = state.indexOf(':');
            int begin = colon + 1;
            int end = begin + Integer.parseInt(state.substring(state.startsWith("#") ? 1 : state.length(), colon));
            String schema = state.substring(begin, end);
            ReadContext own = new ReadContext(
                    context.config(),
                    context.source(),
                    context.start(),
                    state.substring(end),
                    context.survey(),
                    context.memory());
            return new SchemaReader(opener.open(own), settings, name, texts, context, schema);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Resume.unreadable(context.source(), format + " with schema.mode=sampled", e);
        }
    }

    @Override
    public Read next() throws IOException {
        if (schema == null && held.isEmpty() && settings.mode() == SchemaMode.SAMPLED) {
            sample();
        }
        Held first = held.poll();
        Read read = first == null ? inner.next() : first.read();
        String now = first == null ? inner.state() : first.state();
        if (!now.equals(innerState)) {
            innerState = now;
            state = stateOf(now);
        }
        return read instanceof Read.Value value ? fitted(value) : read;
    }

    private void sample() throws IOException {
        SchemaSample sample = new SchemaSample(settings, texts);
        long begin = -1;
        int values = 0;
        Read read;
        do {
            read = inner.next();
            held.add(new Held(read, inner.state()));
            begin = begin < 0 ? read.start().offset() : begin;
            if (read instanceof Read.Value value) {
                sample.add(value.value());
                values++;
            }
        } while (!(read instanceof Read.End)
                && values < settings.sampleRecords()
                && read.end().offset() - begin < SAMPLE_BYTES);
        if (!sample.isEmpty()) {
            schema = sample.freeze(name);
            state = stateOf(innerState);
        }
    }

    private Read fitted(Read.Value value) {
        RecordSchema fields = schema;
        if (settings.mode() == SchemaMode.NONE || fields == null || value.value() == null) {
            return new Read.Value(null, schemaless(value.value()), value.headers(), value.start(), value.end());
        }
        try {
            Struct row = fields.row(value.value());
            return new Read.Value(fields.schema(), row, value.headers(), value.start(), value.end());
        } catch (Unfit e) {
            return MalformedCode.FIELD_VALUE.recoverable(source, value.start(), value.end(), e.complaint());
        }
    }

    private static @Nullable Object schemaless(@Nullable Object value) {
        if (!(value instanceof Struct struct)) {
            return value;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
            map.put(field.name(), struct.get(field));
        }
        return map;
    }

    private String stateOf(String own) {
        if (settings.mode() != SchemaMode.SAMPLED) {
            return own;
        }
        String text = schema == null ? "" : schema.text();
        return "#" + text.length() + ":" + text + own;
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
