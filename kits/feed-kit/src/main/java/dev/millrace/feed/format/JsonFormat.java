package dev.millrace.feed.format;

import dev.millrace.kit.Problems;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * JSON by RFC 8259, in UTF-8: a record is a schemaless value as {@link JsonValues} makes it.
 *
 * <p>A stored state is the name of the layout, or that the file was broken off.
 */
final class JsonFormat implements RecordFormat {

    static final String NAME = "json";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ConfigDef definition) {
        JsonSettings.define(definition);
    }

    @Override
    public void validate(AbstractConfig config, Problems problems) {
        JsonSettings.from(config).validate(problems);
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        JsonSettings settings = JsonSettings.from(context.config());
        return SchemaReader.open(context, NAME, "json.Record", false, own -> reader(bytes, settings, own));
    }

    private static RecordReader reader(InputStream bytes, JsonSettings settings, ReadContext context)
            throws IOException {
        if (context.state().equals(EndedReader.STATE)) {
            return new EndedReader(bytes, context.start());
        }
        ByteWindow window = new ByteWindow(bytes);
        JsonValues values = new JsonValues(settings);
        Position position = context.start();
        JsonLayout layout;
        int enclosing = settings.pointer().keys().size();
        if (position.offset() == 0 && enclosing > 0) {
            int mark = ByteOrderMark.consumeUtf8(window);
            JsonCursor cursor = new JsonCursor(window, new Position(position.record(), mark, position.line()));
            if (!new JsonSeeker(window, cursor, values, settings.recordMaxBytes()).findArray(settings.pointer())) {
                return new RefusedReader(window, MalformedCode.POINTER_NOT_FOUND, context.source(), cursor.position());
            }
            position = cursor.position();
            layout = JsonLayout.ARRAY;
        } else if (position.offset() == 0) {
            int mark = ByteOrderMark.consumeUtf8(window);
            position = new Position(position.record(), mark, position.line());
            layout = settings.layout().isPresent()
                    ? settings.layout().get()
                    : JsonLayout.detect(window, settings.recordMaxBytes());
        } else {
            layout = JsonLayout.of(context.state()).orElseThrow(() -> Resume.unreadable(context.source(), NAME, null));
        }
        return switch (layout) {
            case LINES -> new JsonLinesReader(window, values, settings.recordMaxBytes(), context.source(), position);
            case ARRAY, DOCUMENTS ->
                new JsonSequenceReader(
                        window, layout, values, settings.recordMaxBytes(), enclosing, context.source(), position);
        };
    }
}
