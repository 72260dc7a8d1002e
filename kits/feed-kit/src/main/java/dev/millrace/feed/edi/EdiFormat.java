package dev.millrace.feed.edi;

import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.Survey;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Electronic data interchange: X12, EDIFACT and TRADACOMS, told by the first bytes of each interchange.
 *
 * <p>A record is schemaless: segments with their elements, in loops where a transaction schema is given. What the envelope
 * says stands in headers whose names begin with {@code edi.}.
 */
public final class EdiFormat implements RecordFormat {

    static final String NAME = "edi";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ConfigDef definition) {
        EdiSettings.define(definition);
    }

    @Override
    public void validate(AbstractConfig config, Problems problems) {
        TransactionSchemas.validate(EdiSettings.from(config), problems);
        SchemaSettings.validateOwn(config, problems);
    }

    /** With strict envelopes, unless a record holds the whole interchange and so its end. */
    @Override
    public boolean needsSurvey(AbstractConfig config) {
        EdiSettings settings = EdiSettings.from(config);
        return settings.strict() && settings.unit() != RecordUnit.INTERCHANGE;
    }

    @Override
    public Survey survey(InputStream bytes, ReadContext context) throws IOException {
        EdiSettings settings = EdiSettings.from(context.config());
        if (!needsSurvey(context.config())) {
            return Survey.NONE;
        }
        EdiStream stream = EdiStream.fromStart(bytes, settings);
        return new EdiSurveyor(stream.walk(), settings.unit()).survey();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Strict without a survey, only what a record itself shows sets it aside; what the end of a group or interchange
     * shows is reported in the place of that end.
     */
    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        return new EdiReader(bytes, EdiSettings.from(context.config()), context);
    }
}
