package dev.millrace.feed.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Each line is a text, without its line end: LF, CR LF or CR, mixed as they come. */
final class LinesFormat implements RecordFormat {

    private static final String CHARSET = "lines.charset";
    private static final String BLANK = "lines.blank";
    private static final String MAX_BYTES = "lines.max.bytes";

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public void define(ConfigDef definition) {
        new Options(definition, name())
                .charset(
                        CHARSET,
                        "How characters are encoded. Change it when the files are not UTF-8; a byte order mark at the"
                                + " start of a file outranks it.")
                .text(
                        BLANK,
                        "keep",
                        Options.oneOf("skip", "keep"),
                        Width.SHORT,
                        "Blank lines",
                        "What a line without a character is: an empty text (keep) or nothing (skip). Set skip when"
                                + " blank lines only set others apart.")
                .number(
                        MAX_BYTES,
                        1 << 20,
                        64,
                        1 << 28,
                        "Largest line",
                        "The bytes a line may have; a larger one is malformed. Raise it, together with the worker's"
                                + " producer limit max.request.size, when lines are that large.");
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        AbstractConfig config = context.config();
        boolean keepsBlank = config.getString(BLANK).equals("keep");
        Charset charset = Charset.forName(config.getString(CHARSET));
        return new LinesReader(new ByteWindow(bytes), charset, keepsBlank, config.getInt(MAX_BYTES), context);
    }
}
