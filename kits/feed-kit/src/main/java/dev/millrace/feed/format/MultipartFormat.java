package dev.millrace.feed.format;

import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Bodies of several parts, such as multipart/form-data (RFC 7578) and multipart/mixed (RFC 2046, section 5.1): a form whose
 * fields are the parts, or each part a record.
 *
 * <p>A stored state is the boundary, or that the last part was read.
 */
final class MultipartFormat implements RecordFormat {

    static final String NAME = "multipart";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ConfigDef definition) {
        MultipartSettings.define(definition);
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        MultipartSettings settings = MultipartSettings.from(context.config());
        return SchemaReader.open(context, NAME, "multipart.Record", true, own -> reader(bytes, settings, own));
    }

    private static RecordReader reader(InputStream bytes, MultipartSettings settings, ReadContext context) {
        if (context.state().equals(EndedReader.STATE)) {
            return new EndedReader(bytes, context.start());
        }
        if (context.start().offset() == 0) {
            return new MultipartReader(new ByteWindow(bytes), settings, context, "");
        }
        return new MultipartReader(
                new ByteWindow(bytes),
                settings,
                context,
                MultipartReader.boundaryOf(context.state())
                        .orElseThrow(() -> Resume.unreadable(context.source(), NAME, null)));
    }
}
