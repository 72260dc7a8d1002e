package dev.millrace.feed.format;

import dev.millrace.kit.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A web page, read as browsers read it (HTML Standard, section 13.2): a record is an element that a selector finds, and its
 * fields are cells of a table row or what other selectors find within.
 *
 * <p>Which element is a record may be decided by any other one of the page, so the page is looked through as a whole, in
 * memory, before its first record is read; a resumed reader has it looked through again, and goes on by the number of records.
 */
final class HtmlFormat implements RecordFormat {

    static final String NAME = "html";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ConfigDef definition) {
        HtmlSettings.define(definition);
    }

    @Override
    public void validate(AbstractConfig config, Problems problems) {
        HtmlSettings.validate(config, problems);
    }

    @Override
    public boolean needsSurvey(AbstractConfig config) {
        return true;
    }

    @Override
    public Survey survey(InputStream bytes, ReadContext context) throws IOException {
        HtmlSettings settings = HtmlSettings.from(context.config());
        return HtmlPage.read(bytes.readNBytes(settings.documentMaxBytes() + 1), settings, context.source());
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        return SchemaReader.open(context, NAME, "html.Record", true, own -> reader(bytes, own));
    }

    /** A caller that reads from the start may leave the first look to this. */
    private RecordReader reader(InputStream bytes, ReadContext context) throws IOException {
        if (context.survey() instanceof HtmlPage page) {
            return new HtmlRecordReader(bytes, page, context.start());
        }
        if (context.start().offset() > 0) {
            throw new IllegalArgumentException("the page was not looked through");
        }
        HtmlSettings settings = HtmlSettings.from(context.config());
        byte[] whole = bytes.readNBytes(settings.documentMaxBytes() + 1);
        InputStream again = new SequenceInputStream(new ByteArrayInputStream(whole), bytes);
        return new HtmlRecordReader(again, HtmlPage.read(whole, settings, context.source()), context.start());
    }
}
