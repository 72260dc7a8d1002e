package dev.millrace.feed.format;

import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.ConfigDef;

/**
 * XML 1.0 with namespaces, read element by element: a record is an element, and its value a schemaless one as
 * {@link XmlValues} makes it, or what a declared or sampled schema makes of that. A document type declaration is refused, so that there are no entities but those of XML itself.
 */
final class XmlFormat implements RecordFormat {

    static final String NAME = "xml";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ConfigDef definition) {
        XmlSettings.define(definition);
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        XmlSettings settings = XmlSettings.from(context.config());
        return SchemaReader.open(
                context,
                NAME,
                "xml.Record",
                true,
                own -> own.state().equals(EndedReader.STATE)
                        ? new EndedReader(bytes, own.start())
                        : XmlRecordReader.open(bytes, settings, own));
    }
}
