package dev.millrace.feed.format;

import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.Problems;
import dev.millrace.kit.naming.Naming;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A format whose records have the names that {@code schema.names} asks for. */
record NamedFormat(RecordFormat format) implements RecordFormat {

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public void define(ConfigDef definition) {
        format.define(definition);
    }

    @Override
    public void validate(AbstractConfig config, Problems problems) {
        format.validate(config, problems);
    }

    @Override
    public boolean needsSurvey(AbstractConfig config) {
        return format.needsSurvey(config);
    }

    @Override
    public boolean makesReplies(AbstractConfig config) {
        return format.makesReplies(config);
    }

    @Override
    public Survey survey(InputStream bytes, ReadContext context) throws IOException {
        return format.survey(bytes, context);
    }

    @Override
    public PreparedFormat prepare(AbstractConfig config) {
        PreparedFormat prepared = format.prepare(config);
        Naming naming = SchemaSettings.namesOf(config);
        return naming == Naming.AS_WRITTEN
                ? prepared
                : (bytes, context) -> new NamingReader(prepared.open(bytes, context), naming, context.source());
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        RecordReader reader = format.open(bytes, context);
        Naming naming = SchemaSettings.namesOf(context.config());
        return naming == Naming.AS_WRITTEN ? reader : new NamingReader(reader, naming, context.source());
    }
}
