package dev.millrace.feed.format;

import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Each line is a text, without its line end: LF, CR LF or CR, mixed as they come. With a pattern, its groups are a record's
 * fields.
 */
final class LinesFormat implements RecordFormat {

    static final String NAME = "lines";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ConfigDef definition) {
        LinesSettings.define(definition);
    }

    @Override
    public void validate(AbstractConfig config, Problems problems) {
        if (LinesSettings.from(config).pattern().isEmpty()) {
            SchemaSettings.validateNone(config, problems);
        } else {
            SchemaSettings.validateFlat(config, problems);
        }
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        LinesSettings settings = LinesSettings.from(context.config());
        if (settings.pattern().isEmpty()) {
            return new LinesReader(new ByteWindow(bytes), settings, context);
        }
        boolean keepsUnmatched = settings.unmatched() == LinesSettings.Unmatched.TEXT;
        return SchemaReader.open(
                context,
                NAME,
                "lines.Line",
                settings.pattern().get().fields(keepsUnmatched),
                own -> new LinesReader(new ByteWindow(bytes), settings, own));
    }
}
