package dev.millrace.feed.format;

import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A form as browsers and many webhooks send it, application/x-www-form-urlencoded (WHATWG URL Standard, section 5.1): one
 * record of texts, in which a name that is repeated has a list.
 */
final class FormFormat implements RecordFormat {

    static final String NAME = "form";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ConfigDef definition) {
        FormSettings.define(definition);
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        FormSettings settings = FormSettings.from(context.config());
        return SchemaReader.open(
                context, NAME, "form.Record", true, own -> new FormReader(new ByteWindow(bytes), settings, own));
    }
}
