package dev.millrace.feed.edi;

import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.Survey;
import dev.millrace.feed.schema.SchemaSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A stream read to its end. */
record EdiRun(List<Read> reads, EdiTotals totals) {

    static EdiRun of(byte[] bytes, Map<String, String> options) throws IOException {
        AbstractConfig config = config(options);
        EdiFormat format = new EdiFormat();
        ReadContext context = ReadContext.fromStart(config, "case");
        Survey survey = format.survey(new ByteArrayInputStream(bytes), context);
        return read(bytes, new ReadContext(config, "case", context.start(), "", survey));
    }

    /** As a caller reads who can't look through the stream before. */
    static EdiRun withoutSurvey(byte[] bytes, Map<String, String> options) throws IOException {
        return read(bytes, ReadContext.fromStart(config(options), "case"));
    }

    static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        new EdiFormat().define(definition);
        SchemaSettings.define(definition);
        return new AbstractConfig(definition, options, false);
    }

    private static EdiRun read(byte[] bytes, ReadContext context) throws IOException {
        List<Read> reads = new ArrayList<>();
        try (EdiReader reader =
                new EdiReader(new ByteArrayInputStream(bytes), EdiTerms.of(context.config()), context)) {
            Read read = reader.next();
            while (!(read instanceof Read.End)) {
                reads.add(read);
                read = reader.next();
            }
            return new EdiRun(reads, reader.totals());
        }
    }

    List<Read.Value> values() {
        return reads.stream()
                .filter(Read.Value.class::isInstance)
                .map(Read.Value.class::cast)
                .toList();
    }

    List<String> malformed() {
        return reads.stream()
                .filter(Read.Malformed.class::isInstance)
                .map(read -> ((Read.Malformed) read).code())
                .toList();
    }

    List<String> notices() {
        return reads.stream()
                .filter(Read.Notice.class::isInstance)
                .map(read -> ((Read.Notice) read).code())
                .toList();
    }

    /** Interchanges, groups, transaction sets, segments. */
    List<Long> counts() {
        return List.of(totals.interchanges(), totals.groups(), totals.transactions(), totals.segments());
    }
}
