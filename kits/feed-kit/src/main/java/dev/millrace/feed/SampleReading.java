package dev.millrace.feed;

import dev.millrace.feed.content.Content;
import dev.millrace.feed.content.ContentDecoder;
import dev.millrace.feed.content.ContentSettings;
import dev.millrace.feed.content.Document;
import dev.millrace.feed.content.Pgp;
import dev.millrace.feed.content.PgpSettings;
import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.PreparedFormat;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.Survey;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.Problems;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's records as a feed with the same options reads them, and hands none over: for looking at samples. It reads no
 * more than it is asked for, unless the format must know a document's end first; then each document is read twice. Belongs
 * to one thread.
 */
public final class SampleReading implements Closeable {

    /** Opens the file at its first byte; called twice where a format looks through it first. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    private final AbstractConfig config;
    private final String source;
    private final RecordFormat format;
    private final PreparedFormat prepared;
    private final Deque<Survey> surveys = new ArrayDeque<>();
    private final Content content;
    private @Nullable RecordReader reader;
    private String entry = "";

    /**
     * Opens a file.
     *
     * @param config holds the options that {@link #define} declares
     * @param source names the file in messages
     * @throws org.apache.kafka.common.config.ConfigException when options can't be used
     * @throws dev.millrace.kit.ConnectorFailure MALFORMED when the file can't be unpacked or decrypted
     */
    public SampleReading(AbstractConfig config, Opener file, String source) throws IOException {
        this.config = config;
        this.source = source;
        this.format = Formats.named(config.getString(Formats.KEY));
        PreparedFormat plain = format.prepare(config);
        this.prepared = RecordContract.from(config)
                .load()
                .map(held -> RecordContract.held(plain, held))
                .orElse(plain);
        ContentDecoder decoder = new ContentDecoder(ContentSettings.from(config), new Pgp(PgpSettings.from(config)));
        if (format.needsSurvey(config)) {
            try (Content first = decoder.open(file.open(), source)) {
                for (Document next = first.next(); next != null; next = first.next()) {
                    surveys.add(format.survey(next.bytes(), ReadContext.fromStart(config, source)));
                }
            }
        }
        this.content = decoder.open(file.open(), source);
    }

    /** Declares the options that decide how bytes become records, as the sources of files have them. */
    public static void define(ConfigDef definition) {
        definition.define(
                Formats.KEY,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                ConfigDef.Importance.HIGH,
                "How the bytes of a file become records.");
        ContentSettings.define(definition);
        PgpSettings.define(definition);
        RecordContract.define(definition);
        MalformedSettings.define(definition);
        Formats.define(definition);
    }

    /** Reports options that contradict each other. */
    public static void validate(AbstractConfig config, Problems problems) {
        RecordContract.validate(config, problems);
        PgpSettings.validate(config, problems);
        SchemaSettings.validate(config, problems);
        Formats.named(config.getString(Formats.KEY)).validate(config, problems);
    }

    /** What a feed does with a record that can't be read: {@code quarantine}, {@code skip} or {@code fail}. */
    public static String malformedMode(AbstractConfig config) {
        return MalformedSettings.from(config).mode().name().toLowerCase(Locale.ROOT);
    }

    /** The next record of the file, whatever document of an archive it is in, or what stands in its place. */
    public Read next() throws IOException {
        while (true) {
            if (reader == null && !openNext()) {
                return new Read.End(Position.START);
            }
            RecordReader current = reader;
            if (current == null) {
                continue;
            }
            Read read = current.next();
            if (!(read instanceof Read.End)) {
                return read;
            }
            reader = null;
        }
    }

    /** The name of the document in its archive; empty when the file is none. */
    public String entry() {
        return entry;
    }

    private boolean openNext() throws IOException {
        Document document = content.next();
        if (document == null) {
            return false;
        }
        Survey survey = surveys.isEmpty() ? Survey.NONE : surveys.remove();
        entry = document.entry();
        reader = prepared.open(document.bytes(), new ReadContext(config, source, Position.START, "", survey));
        return true;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
