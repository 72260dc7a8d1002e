package dev.millrace.feed.format;

import dev.millrace.feed.layout.Column;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Records whose fields lie at fixed columns, as a layout describes them; each type of record has a schema of its own. */
final class FixedWidthFormat implements RecordFormat {

    static final String NAME = "fixed-width";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ConfigDef definition) {
        FixedWidthSettings.define(definition);
    }

    @Override
    public void validate(AbstractConfig config, Problems problems) {
        SchemaSettings schema;
        try {
            schema = SchemaSettings.from(config);
        } catch (ConfigException wrong) {
            // Told by SchemaSettings.validate, on its own key.
            return;
        }
        try {
            FixedWidthSettings settings = FixedWidthSettings.from(config);
            FixedWidthTypes unused = new FixedWidthTypes(settings, schema);
            SchemaSettings.validateFlat(config, problems);
            Set<String> known = settings.layout().types().stream()
                    .filter(type -> !type.skipped())
                    .flatMap(type -> type.columns().stream())
                    .map(Column::name)
                    .collect(Collectors.toSet());
            SchemaSettings.validateSources(config, known, problems);
        } catch (ConfigException wrong) {
            String message = String.valueOf(wrong.getMessage());
            int colon = message.indexOf(": ");
            boolean ours = colon > 0 && message.startsWith(NAME);
            problems.report(
                    ours ? message.substring(0, colon) : FixedWidthSettings.LAYOUT,
                    ours ? message.substring(colon + 2) : message);
        }
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        FixedWidthSettings settings = FixedWidthSettings.from(context.config());
        FixedWidthTypes types = new FixedWidthTypes(settings, SchemaSettings.from(context.config()));
        return SchemaReader.open(
                context,
                NAME,
                "fixed_width.Row",
                true,
                own -> own.state().equals(EndedReader.STATE)
                        ? new EndedReader(bytes, own.start())
                        : new FixedWidthReader(new ByteWindow(bytes), settings, types, own));
    }
}
