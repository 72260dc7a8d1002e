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

    /** The option that says which acknowledgements are made. */
    public static final String ACKNOWLEDGEMENTS = AcknowledgementOptions.ACKS;

    static final String NAME = "edi";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ConfigDef definition) {
        EdiSettings.define(definition);
        AcknowledgementOptions.define(definition);
        PartnerSettings.define(definition);
    }

    @Override
    public void validate(AbstractConfig config, Problems problems) {
        TransactionSchemas.validate(EdiSettings.from(config), problems);
        SchemaSettings.validateOwn(config, problems);
        AcknowledgementOptions.validate(config, problems);
        if (PartnerSettings.validate(config, problems)) {
            EdiTerms.validate(config, problems);
        }
    }

    /**
     * With strict envelopes, unless a record holds the whole interchange and so its end; and with acknowledgements, which
     * tell of all of an interchange wherever the reading is taken up again.
     */
    @Override
    public boolean needsSurvey(AbstractConfig config) {
        return needsSurvey(EdiTerms.of(config));
    }

    private static boolean needsSurvey(EdiTerms terms) {
        return terms.judgesByEnds() || terms.answers();
    }

    /** Whether anybody gets acknowledgements: by the connector's options, or by an entry in the file of partners. */
    @Override
    public boolean makesReplies(AbstractConfig config) {
        return EdiTerms.of(config).answers();
    }

    @Override
    public Survey survey(InputStream bytes, ReadContext context) throws IOException {
        EdiTerms terms = EdiTerms.of(context.config());
        if (!needsSurvey(terms)) {
            return Survey.NONE;
        }
        EdiWalk walk = EdiStream.fromStart(bytes, terms).walk();
        return new EdiSurveyor(walk, terms, ReportReplay.of(context, terms, walk)).survey();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Strict without a survey, only what a record itself shows sets it aside; what the end of a group or interchange
     * shows is reported in the place of that end.
     */
    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        return new EdiReader(bytes, EdiTerms.of(context.config()), context);
    }
}
