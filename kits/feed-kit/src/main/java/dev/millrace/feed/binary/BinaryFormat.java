package dev.millrace.feed.binary;

import dev.millrace.feed.format.PreparedFormat;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.SchemaReader;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Records of bytes as a COBOL copybook or a layout describes them, in files of mainframes and in frames of sessions. */
public final class BinaryFormat implements RecordFormat {

    private final LayoutSource source;

    private BinaryFormat(LayoutSource source) {
        this.source = source;
    }

    /** Described by copybooks. */
    public static BinaryFormat copybook() {
        return new BinaryFormat(new CopybookSource());
    }

    /** Described in the layout language. */
    public static BinaryFormat layout() {
        return new BinaryFormat(new YamlSource());
    }

    @Override
    public String name() {
        return source.format();
    }

    @Override
    public void define(ConfigDef definition) {
        RecordBook.define(definition, source);
    }

    @Override
    public void validate(AbstractConfig config, Problems problems) {
        try {
            RecordBook book = RecordBook.of(config, source);
            List<String> wrong = new ArrayList<>();
            book.framing().validate(name(), book.types().fixedBytes(), (key, sentence) -> {
                wrong.add(key);
                problems.report(key, sentence);
            });
            if (wrong.isEmpty()) {
                book.sample().validate(book, problems);
            }
        } catch (BadOption wrong) {
            wrong.complaints().forEach(complaint -> problems.report(complaint.key(), complaint.sentence()));
        }
    }

    @Override
    public PreparedFormat prepare(AbstractConfig config) {
        RecordBook book;
        try {
            book = RecordBook.of(config, source);
            book.framing().validate(name(), book.types().fixedBytes(), (key, sentence) -> {
                throw new ConfigException(key + ": " + sentence);
            });
        } catch (BadOption wrong) {
            throw new ConfigException(wrong.getMessage());
        }
        return (bytes, context) -> open(bytes, context, book);
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        return prepare(context.config()).open(bytes, context);
    }

    private RecordReader open(InputStream bytes, ReadContext context, RecordBook book) throws IOException {
        return SchemaReader.open(context, name(), name() + ".Record", false, own -> {
            RecordReader records = new BinaryReader(bytes, book, own);
            return book.trees().isEmpty() ? records : new TreeReader(records, book.trees(), own.source(), own.start());
        });
    }
}
