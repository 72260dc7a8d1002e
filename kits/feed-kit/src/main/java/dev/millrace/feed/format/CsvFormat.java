package dev.millrace.feed.format;

import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Separated fields by RFC 4180, read strictly: a record is a Struct of optional texts, named by the header.
 *
 * <p>A header name loses the blanks around it; a nameless column is called {@code column1}, {@code column2} by its place.
 * Line ends are LF, CR LF or CR, mixed as they come; inside quotes they are text.
 */
final class CsvFormat implements RecordFormat {

    static final String NAME = "csv";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ConfigDef definition) {
        CsvSettings.define(definition);
    }

    @Override
    public void validate(AbstractConfig config, Problems problems) {
        CsvSettings settings = CsvSettings.from(config);
        settings.check(Encoding.of(settings.charset()), problems);
        SchemaSettings.validateFlat(config, problems);
        settings.policies().check(SchemaSettings.modeOf(config), problems);
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        CsvSettings settings = CsvSettings.from(context.config());
        SchemaSettings schema = SchemaSettings.from(context.config());
        return SchemaReader.open(
                context,
                NAME,
                "csv.Row",
                true,
                own -> own.state().equals(EndedReader.STATE)
                        ? new EndedReader(bytes, own.start())
                        : new CsvRecordReader(new ByteWindow(bytes), settings, schema, own));
    }
}
